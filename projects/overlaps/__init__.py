"""What meets what: pairs of projects whose places meet or come near, and what became of them."""

from projects.overlaps.pairs import DEFAULT_WITHIN_M, MAX_WITHIN_M, Overlaps, Pair, find_overlaps

__all__ = ["DEFAULT_WITHIN_M", "MAX_WITHIN_M", "Overlaps", "Pair", "find_overlaps"]
