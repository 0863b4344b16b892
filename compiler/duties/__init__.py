"""Who is told to do what: the walk through a document's statements to duties with their holders, roles and routes."""
