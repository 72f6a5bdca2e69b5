"""What is near the reader: the answer in words, the places to ask from, feeds, the street page."""
