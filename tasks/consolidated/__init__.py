"""The consolidated report as a document: its content, its templates, and the script that builds the Word one."""
