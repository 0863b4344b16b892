"""A compilation for people: one page of text, a highlighted document, a drawing, findings with line and caret."""
