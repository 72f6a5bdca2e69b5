"""The words of the pages in Chinese and English, from gettext catalogues."""

import json
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = {"zh": "中文", "en": "English"}
DEFAULT_LANGUAGE = "zh"
HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@cache
def read_messages(lang: str) -> Catalog:
    """Read the message catalogue of a language (English is the language of the sources)."""
    path = LOCALES / lang / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang)


class Words:
    """Speak one language: look up a sentence, choose the plural, fill in the blanks.

    Parameters
    ----------
    lang
        A language of `LANGUAGES`; any other speaks the default.
    """

    def __init__(self, lang: str) -> None:
        """Choose the language."""
        self.lang = lang if lang in LANGUAGES else DEFAULT_LANGUAGE

    def __call__(self, message: str, **blanks: object) -> str:
        """Return the sentence in this language, its ``{blanks}`` filled in."""
        found = message
        if self.lang != "en":
            entry = read_messages(self.lang).get(message)
            if entry is not None and isinstance(entry.string, str) and entry.string:
                found = entry.string
        return found.format(**blanks) if blanks else found

    def plural(self, one: str, many: str, n: int, **blanks: object) -> str:
        """Return the sentence for ``n`` things, with ``{n}`` and the blanks filled in."""
        found = one if n == 1 else many
        if self.lang != "en":
            entry = read_messages(self.lang).get(one)
            if entry is not None and entry.string:
                forms = entry.string
                found = forms if isinstance(forms, str) else forms[0]
        return found.format(n=n, **blanks)

    def pick(self, zh: str | None, en: str | None) -> str:
        """Return the text of a record in this language, or the other where it has none."""
        first, second = (zh, en) if self.lang == "zh" else (en, zh)
        return first or second or ""


@cache
def messages_json(lang: str) -> bytes:
    """Return the translated sentences of a language as JSON for the scripts of the page."""
    table: dict[str, str] = {}
    if lang != "en":
        for entry in read_messages(lang):
            if not entry.id:
                continue
            one = entry.id if isinstance(entry.id, str) else entry.id[0]
            text = entry.string if isinstance(entry.string, str) else entry.string[0]
            if text:
                table[one] = text
    return json.dumps(table, ensure_ascii=False, sort_keys=True).encode()
