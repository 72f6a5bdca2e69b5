"""The page of changes: what became of every project between two reports."""
