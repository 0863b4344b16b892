"""The plan file: written, read, decided on, and carried over to a corrected or amended document."""
