"""What every paper of the office shares: layout, words, filling a template, keeping files."""
