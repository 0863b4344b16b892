"""What is true and how it may change: tables, and pure rules over them."""
