"""Signs: what of a typed text can be seen, in one form for each meaning."""

import unicodedata

INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
"""Categories of signs that nobody sees: marks of direction and width, and what is no character."""
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


def clean(text: str) -> str:
    r"""Take out what cannot be seen; line breaks, tabs and other controls become spaces.

    Parameters
    ----------
    text
        What was typed or pasted.

    Examples
    --------
    >>> clean("\ufeff112.55,\u200b37.87\u200e"), clean("太原\r\n南站")
    ('112.55,37.87', '太原  南站')
    """
    return "".join(_see(sign) for sign in text)


def _see(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in INVISIBLE or ord(sign) in VARIATION_SELECTORS:
        return ""
    return " " if category == "Cc" else sign
