"""Tables in text files: CSV and TSV, of our own and of others."""
