"""The draft letter (công văn) to late agencies: its facts, its words, its template and the script that builds it."""
