"""The words of what a project is: the labels by which a search knows sectors, statuses and kinds.

The rule, which the browser repeats: a word means a slug when it stands within the slug's Chinese
label (two signs at least), is the pinyin of the whole label, or begins a word of the English one
(three letters at least; a short word whole; with an s behind it, its plural).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from geodata.romanise import normalise, pinyin, traditional_signs
from projects.vocabulary import KINDS, SECTORS, STATUSES, Term

LABELLED: Final = {"sector": SECTORS, "status": STATUSES, "kind": KINDS}
"""What a project is called beside its name, by the property that says it."""
_NO_SLUGS: Final[Mapping[str, frozenset[str]]] = {facet: frozenset() for facet in LABELLED}
_LEAST_SIGNS, _LEAST_LETTERS = 2, 3
_SAYS_NOTHING: Final = frozenset({"项目", "工程", "project", "projects"})
_OF: Final = "的"


@dataclass(frozen=True)
class _Label:
    """The label of a slug, as a query is compared with it."""

    zh: str
    latin: str
    en: frozenset[str]

    @classmethod
    def of(cls, term: Term) -> "_Label":
        """Read the label of a term."""
        words = (normalise(word) for word in term.name_en.split())
        return cls(normalise(term.name_zh), spell_label(term), frozenset(filter(None, words)))

    def has(self, word: str) -> bool:
        """Say whether a normalised word means this."""
        if not word.isascii():
            return len(word) >= _LEAST_SIGNS and word in self.zh
        if word == self.latin:
            return True
        begins = len(word) >= _LEAST_LETTERS
        return any(word in (own, f"{own}s") or (begins and own.startswith(word)) for own in self.en)


def spell_label(term: Term) -> str:
    """Spell the Chinese label of a term with Latin letters.

    Examples
    --------
    >>> spell_label(STATUSES["under-construction"])
    'zaijian'
    """
    return pinyin(term.name_zh)


@cache
def _labels() -> Mapping[str, Mapping[str, _Label]]:
    """Read every label, once."""
    return {
        facet: {slug: _Label.of(term) for slug, term in terms.items()}
        for facet, terms in LABELLED.items()
    }


@lru_cache(maxsize=256)
def find_slugs(word: str) -> Mapping[str, frozenset[str]]:
    """Find what a word of a query means beside the names: slugs by property, often none.

    Examples
    --------
    >>> {facet: sorted(slugs) for facet, slugs in find_slugs("在建").items() if slugs}
    {'status': ['under-construction']}
    >>> sorted(find_slugs("museums")["kind"]), any(find_slugs("jinci").values())
    (['museum'], False)
    """
    if word in _SAYS_NOTHING:
        return _NO_SLUGS
    return {
        facet: frozenset(slug for slug, label in labels.items() if label.has(word))
        for facet, labels in _labels().items()
    }


@cache
def _cut() -> re.Pattern[str]:
    """Give the statuses as they may stand within a word, which Chinese writes without spaces."""
    return re.compile("(" + "|".join(normalise(term.name_zh) for term in STATUSES.values()) + ")")


def part_words(words: Sequence[str]) -> tuple[str, ...]:
    """Part a status from the word in which it stands, and drop what says nothing beside others.

    Parameters
    ----------
    words
        Normalised words of a query.

    Examples
    --------
    >>> part_words(["在建地铁"]), part_words(["已完成的项目"]), part_words(["项目"])
    (('在建', '地铁'), ('已完成',), ('项目',))
    """
    parted: list[str] = []
    for word in words:
        pieces = [word] if word.isascii() else _cut().split(word)
        more = (piece.removeprefix(_OF) for piece in pieces)
        parted += filter(None, more) if len(pieces) > 1 else [word]
    return tuple(word for word in parted if word not in _SAYS_NOTHING) or tuple(parted)


def tell_labels() -> dict[str, object]:
    """Tell the browser how labels are read, beside the labels themselves.

    Returns
    -------
    dict
        ``signs``: the traditional characters that labels may be asked for with, each before its
        simplified one; ``silent``: the words that say nothing beside others; ``joint``: what joins
        a status to its noun.
    """
    signs = {sign for terms in LABELLED.values() for t in terms.values() for sign in t.name_zh}
    pairs = (f"{old}{sign}" for old, sign in traditional_signs().items() if sign in signs)
    return {"signs": "".join(pairs), "silent": sorted(_SAYS_NOTHING), "joint": _OF}
