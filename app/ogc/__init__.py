"""OGC API – Features: what its documents say, without a word of HTTP."""
