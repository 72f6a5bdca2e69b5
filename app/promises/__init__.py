"""The page of promises: what became of each, as of a day."""
