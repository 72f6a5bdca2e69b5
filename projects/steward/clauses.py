"""Clauses of a paragraph, and the items of the lists in them, each at its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from projects.steward.lexicon import load_lexicon

_STOPS = "，；。！？：,;!?:\n"
_SENTENCE_STOPS = "。！？!?\n"
_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "【": "】", '"': '"'}
_JOINING = re.compile(r"以及|和|与|及")
_COUNT_AT_END = re.compile(r"[0-9.]+[余多]?[万亿]?[余多]?[^0-9.、，]{0,4}(?:以上|左右)?$")
_COUNTED = re.compile(
    r"(?:^|[；;：:，])(?:[一二三四五六七八九十]{1,3}是|[（(][0-9一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9]{1,2}[.．、)）](?![0-9]))"
)
_LEAST_ITEM = 2


@dataclass(frozen=True)
class Item:
    """A clause, or an item of a list in it, with the words around it.

    ``start`` and ``end`` are places in the paragraph's text.
    """

    start: int
    end: int
    text: str
    clause: str
    sentence: str
    following: str
    """The rest of the sentence after the clause."""
    position: int
    siblings: int
    """How many items the clause has; 1 where it is no list."""
    listed: int = 0
    """How many clauses of the sentence are counted: 一是 …；二是 …；三是 …."""


def _split(text: str, *, stops: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Split a text at stops that stand outside quotation marks and brackets."""
    waiting: list[str] = []
    begin = 0
    for place, sign in enumerate(text):
        if waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign in _PAIRS and _PAIRS[sign] in text[place + 1 : place + 60]:
            waiting.append(_PAIRS[sign])
        elif sign in stops and not waiting and not _is_inside_number(text, place):
            if place > begin:
                yield start + begin, start + place
            begin = place + 1
    if begin < len(text):
        yield start + begin, start + len(text)


def _is_inside_number(text: str, place: int) -> bool:
    """Say whether a comma parts the thousands of a number."""
    around = text[max(place - 1, 0) : place + 2]
    return len(around) == 3 and around[0].isdigit() and around[2].isdigit()  # noqa: PLR2004


def _split_joined(text: str, *, start: int) -> Iterator[tuple[int, int]]:
    """Split two things joined by 和, 与, 及 where each of them ends as a thing does."""
    lexicon = load_lexicon()
    begin = 0
    for match in _JOINING.finditer(text):
        left = _COUNT_AT_END.sub("", text[begin : match.start()])
        right = text[match.end() :]
        right_has = lexicon.patterns["endings"].search(right[_LEAST_ITEM:]) is not None
        strong = lexicon.find_ending(left)
        if strong and len(strong) >= _LEAST_ITEM and len(left) > len(strong) and right_has:
            yield start + begin, start + match.start()
            begin = match.end()
    yield start + begin, start + len(text)


def _list_item_spans(text: str, *, start: int) -> list[tuple[int, int]]:
    """List the items of a clause."""
    spans = []
    for begin, end in _split(text, stops="、", start=start):
        spans += list(_split_joined(text[begin - start : end - start], start=begin))
    return spans


def find_items(text: str) -> Sequence[Item]:
    """Find the clauses of a paragraph and the items of their lists; no character is lost but stops.

    Parameters
    ----------
    text
        The paragraph.

    Examples
    --------
    >>> [item.text for item in find_items("推动甲路、乙桥等项目开工，建成学校3所。")]
    ['推动甲路', '乙桥等项目开工', '建成学校3所']
    """
    items = []
    for sentence_start, sentence_end in _split(text, stops=_SENTENCE_STOPS):
        sentence = text[sentence_start:sentence_end]
        listed = len(_COUNTED.findall(sentence))
        for clause_start, clause_end in _split(sentence, stops=_STOPS, start=sentence_start):
            clause = text[clause_start:clause_end]
            spans = _list_item_spans(clause, start=clause_start)
            items += [
                Item(
                    start=start,
                    end=end,
                    text=text[start:end],
                    clause=clause,
                    sentence=sentence,
                    following=text[clause_end:sentence_end],
                    position=position,
                    siblings=len(spans),
                    listed=listed,
                )
                for position, (start, end) in enumerate(spans)
            ]
    return items
