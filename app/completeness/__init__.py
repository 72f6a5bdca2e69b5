"""The page for stewards: what a catalogue still lacks."""
