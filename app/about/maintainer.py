"""Who runs this map: the one setting that says where errors are reported."""

import os
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from app.errors import SettingError

MAINTAINER = "MAINTAINER"
_MAIL = re.compile(r"mailto:(?P<name>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253})")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?")


@dataclass(frozen=True)
class Maintainer:
    """Where errors are reported.

    Parameters
    ----------
    address
        What a link leads to: ``mailto:…`` or ``https://…``.
    name
        What is shown of it: the mail address, or the host.
    is_mail
        Whether the text travels in a letter.
    """

    address: str
    name: str
    is_mail: bool

    def letter(self, text: str, *, subject: str) -> str:
        """Return the address of a letter that begins with a text; of a page, the page's own.

        Parameters
        ----------
        text
            The letter.
        subject
            Its subject.

        Examples
        --------
        >>> Maintainer("mailto:m@city.example", "m@city.example", True).letter("A b", subject="C")
        'mailto:m@city.example?subject=C&body=A%20b'
        """
        if not self.is_mail:
            return self.address
        body = text.replace("\n", "\r\n")
        return f"{self.address}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def read_maintainer() -> Maintainer | None:
    """Read the setting ``MAINTAINER``; None where it is not set.

    Raises
    ------
    SettingError
        Where it is neither a mail address nor an address of the web.
    """
    text = os.environ.get(MAINTAINER, "").strip()
    if not text:
        return None
    if mail := _MAIL.fullmatch(text):
        return Maintainer(text, mail["name"], is_mail=True)
    try:
        parts = urlsplit(text)
        host = parts.netloc
    except ValueError:
        raise SettingError(_explain(text)) from None
    if parts.scheme != "https" or not _HOST.fullmatch(host):
        raise SettingError(_explain(text))
    return Maintainer(text, host, is_mail=False)


def _explain(text: str) -> str:
    """Say what the setting should be."""
    return (
        f"{MAINTAINER}: expected an address such as mailto:map@example.org or"
        f" https://example.org/errors; found {text!r}"
    )
