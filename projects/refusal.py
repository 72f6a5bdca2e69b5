"""The refusal of what is not plainly sound: the slow reader looks again, and tells every fault."""

from typing import Never


class NotPlainlySoundError(ValueError):
    """Something may be wrong: the slow reader has to tell."""


def refuse(*_: object) -> Never:
    """Refuse, in whatever place a value was expected."""
    raise NotPlainlySoundError
