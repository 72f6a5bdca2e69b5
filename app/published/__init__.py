"""What is served: bytes with their digests and addresses; knows no HTTP."""
