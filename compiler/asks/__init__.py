"""What is open or wrong, in a document and in a plan file: the account of every sentence, and the findings."""
