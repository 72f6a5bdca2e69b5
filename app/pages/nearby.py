"""The nearby page: say where, read what lies around, near first."""

from app.messages import Words
from app.store import Served


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
