"""The document's text and its shape: characters repaired with a way back, lines to blocks, blocks to an outline."""
