"""Annex tables in all the shapes that converters leave: columns, rows, and the task records in them."""
