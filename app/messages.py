"""The words of the pages in Chinese and English, from gettext catalogues."""

import json
from functools import cache
from pathlib import Path
from typing import Protocol

from babel.messages.catalog import Catalog, Message
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


def _translation(entry: Message | None) -> str:
    """Return the first form of a translated sentence; empty where there is none."""
    if entry is None or not entry.string:
        return ""
    return entry.string if isinstance(entry.string, str) else entry.string[0]


class Named(Protocol):
    """What has a name in both languages, or lacks it in one."""

    @property
    def name_zh(self) -> str | None:
        """Its Chinese name."""

    @property
    def name_en(self) -> str | None:
        """Its English name."""


class Titled(Protocol):
    """What has a title in both languages, or lacks it in one."""

    @property
    def title_zh(self) -> str | None:
        """Its Chinese title."""

    @property
    def title_en(self) -> str | None:
        """Its English title."""


class Noted(Protocol):
    """What is explained in both languages, or lacks it in one."""

    @property
    def note_zh(self) -> str | None:
        """What is to be known of it, in Chinese."""

    @property
    def note_en(self) -> str | None:
        """What is to be known of it, in English."""


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
        found = self._find(message) or message
        return found.format(**blanks) if blanks else found

    def plural(self, one: str, many: str, n: int, **blanks: object) -> str:
        """Return the sentence for ``n`` things, with ``{n}`` and the blanks filled in."""
        found = self._find(one) or (one if n == 1 else many)
        return found.format(n=n, **blanks)

    def _find(self, message: str) -> str:
        if self.lang == "en":
            return ""
        # A sentence with a plural is kept under its singular.
        return _translation(read_messages(self.lang).get(message))

    def pick(self, zh: str | None, en: str | None) -> str:
        """Return the text of a record in this language, or the other where it has none."""
        first, second = (zh, en) if self.lang == "zh" else (en, zh)
        return first or second or ""

    def name_of(self, thing: Named) -> str:
        """Return the name of a record, a term or a place in this language; see `pick`."""
        return self.pick(thing.name_zh, thing.name_en)

    def title_of(self, thing: Titled) -> str:
        """Return the title of a report, a section or a story in this language; see `pick`."""
        return self.pick(thing.title_zh, thing.title_en)

    def note_of(self, thing: Noted) -> str:
        """Return what is to be known of a term in this language; see `pick`."""
        return self.pick(thing.note_zh, thing.note_en)


@cache
def messages_json(lang: str) -> bytes:
    """Return as JSON the translated sentences that the scripts of the page speak."""
    table: dict[str, str] = {}
    if lang != "en":
        for entry in read_messages(lang):
            is_spoken = any(name.endswith(".js") for name, _ in entry.locations)
            if entry.id and is_spoken and (text := _translation(entry)):
                table[entry.id if isinstance(entry.id, str) else entry.id[0]] = text
    return json.dumps(table, ensure_ascii=False, sort_keys=True).encode()
