"""How likely a clause names a project: a sum of signs, each with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from projects.steward.clauses import Item
from projects.steward.lexicon import Lexicon, load_lexicon
from projects.steward.mentions import ENUMERATOR, Mention, find_count
from projects.steward.names import FoundName

CUT = 0.6
"""Candidates with a lower score stand below the cut of the list."""

_PHASE = re.compile(r"[一二三四五六0-9]+(?:期|号线|标段)")
_LATIN_OR_NUMBER = re.compile(r"[0-9×]+[A-Za-z]|[A-Za-z]{2,}|[0-9]+号")
_PERCENT = re.compile(r"[0-9.]+\s*(?:%|％|个百分点)")
_CLASS = re.compile(r"等[0-9一二三四五六七八九十百两]*[余多]?[个大条座家所类处]?(?:项(?!目))?")
_TWO_BIG = re.compile(r"[两二三四五六七八九十0-9]+[大个条座家所项处][^，。]{0,6}")
_SUM_OF_IT = re.compile(r"[0-9.]+余?[万亿]+元的(?=.{2})")
_SECTION = re.compile(r"(?:[A-Z][0-9]+线?|至[^，]{2,6}|[东西南北中上下]|沿[海江河湖])段")
_ROUTE = re.compile(r"[GSXYR][0-9]{1,4}线?")
_LEAST_ENUMERATED, _LONGEST_PREDICATE = 3, 7
_MONEY = re.compile(r"[0-9.]+\s*(?:万|亿)+元")
_LONG, _TOO_LONG = 22, 32
_LEAST_SUBJECT, _LONGEST_SUBJECT = 3, 14


@dataclass(frozen=True)
class Reason:
    """One sign that a clause names a project, or does not, and its weight."""

    sign: str
    weight: float


def _weigh_ending(mention: str, *, lexicon: Lexicon) -> tuple[list[Reason], str | None]:
    """Weigh what the name ends in, its works and its phase apart."""
    core = mention.strip("“”（）")
    core = re.sub(r"（[^）]*）$", "", core)
    reasons = []
    works = re.search(f"(?:{lexicon.patterns['works'].pattern})(?:工程|项目)?$", core)
    phase = _PHASE.search(core)
    if phase is not None:
        reasons.append(Reason(f"phase or line {phase[0]}", 1.5))
    for _ in range(2):
        core = re.sub(rf"(?:{_PHASE.pattern})(?:工程|项目)?$", "", core) or core
        shorter = re.sub(f"(?:{lexicon.patterns['works'].pattern})(?:工程|项目)?$", "", core)
        core = shorter if len(shorter) > 1 else core
    ending = lexicon.find_ending(core)
    if ending is None and core != mention:
        ending = lexicon.find_ending(mention)
    if ending is not None:
        weak = ending in lexicon.words["weak"]
        named = len(core) > len(ending)
        weight = (1.0 if weak else 2.0) * (1.0 if named else 0.6)
        reasons.append(Reason(f"ends in {ending}", weight))
    if works is not None and works.start() > 1:
        physical = lexicon.patterns["physical"].search(works[0]) is not None
        reasons.append(Reason(f"works {works[0]}", 1.2 if physical else 0.4))
    return reasons, ending


def _weigh_verbs(item: Item, *, lexicon: Lexicon) -> list[Reason]:
    """Weigh the verbs of status of the clause."""
    weights = (
        ("structure", 1.2), ("done", 0.8), ("thought", 0.6), ("begun", 0.6), ("bettered", 0.4),
    )  # fmt: skip
    for name, weight in weights:
        match = lexicon.patterns[name].search(item.clause)
        if match is not None:
            own = match[0] in item.text or item.siblings == 1
            return [Reason(f"{match[0]} in the clause", weight if own else weight * 0.8)]
    return []


def _weigh_count(item: Item, *, lexicon: Lexicon) -> list[Reason]:
    """Weigh a number of things."""
    count = find_count(item.text)
    if count is None:
        return []
    if count.unit in lexicon.words["building_units"]:
        return [Reason(f"counts {count.text}", 1.6)]
    return [Reason(f"counts {count.text}", 0.4)]


def _weigh_list(item: Item, *, lexicon: Lexicon) -> list[Reason]:
    """Weigh a list that a class noun closes: A、B、C等项目."""
    match = _CLASS.search(item.clause)
    if match is not None:
        noun = lexicon.patterns["classes"].match(item.clause, match.end())
        near = lexicon.patterns["classes"].search(item.clause[match.end() :])
        if noun is not None or near is not None:
            word = noun[0] if noun is not None else near[0] if near is not None else ""
            before = match.start() > 0 and item.clause.find(item.text) <= match.start()
            return [Reason(f"in a list of {word}", 1.6 if before else 0.2)]
        return []
    if item.siblings > 1:
        tail = _TWO_BIG.search(item.clause)
        if tail is not None and lexicon.patterns["classes"].search(tail[0]):
            return [Reason(f"in a list of {tail[0]}", 1.0)]
    return []


def _weigh_against(item: Item, mention: str, *, lexicon: Lexicon) -> list[Reason]:
    """Weigh what speaks of an indicator, an aim, an honour or an event."""
    reasons = []
    if _PERCENT.search(item.text):
        reasons.append(Reason("a rate", -2.0))
    indicator = lexicon.patterns["indicators"].search(item.text)
    if indicator is not None:
        reasons.append(Reason(f"indicator {indicator[0]}", -1.3))
    if _MONEY.search(item.text) and not _SUM_OF_IT.search(item.text):
        reasons.append(Reason("a sum of money", -0.6))
    plain = mention.strip("“”")
    aim = re.search(f"(?:{lexicon.patterns['aims'].pattern})$", plain)
    if aim is not None:
        reasons.append(Reason(f"aim {aim[0]}", -1.3))
    honour = lexicon.patterns["honours"].search(item.text)
    if honour is not None:
        reasons.append(Reason(f"honour {honour[0]}", -1.4))
    event = lexicon.patterns["happenings"].search(plain)
    if event is not None:
        reasons.append(Reason(f"event {event[0]}", -1.2))
    if len(plain) > _TOO_LONG:
        reasons.append(Reason("long for a name", -1.2))
    elif len(plain) > _LONG:
        reasons.append(Reason("rather long for a name", -0.4))
    return reasons


def _weigh_shape(item: Item, mention: Mention, *, lexicon: Lexicon) -> list[Reason]:
    """Weigh how the sentence is built around the name: lists that count, sums, subjects."""
    reasons = []
    own = ENUMERATOR.match(item.text)
    if own is not None and item.listed >= _LEAST_ENUMERATED:
        reasons.append(Reason(f"an item of a list: {own[0]}", 0.9))
    money = _SUM_OF_IT.search(item.text)
    if money is not None and mention.start >= money.end():
        reasons.append(Reason(f"a sum for one thing: {money[0]}", 1.4))
    route = _SECTION.search(mention.text) or _ROUTE.search(mention.text)
    if route is not None:
        reasons.append(Reason(f"a route or its section {route[0]}", 1.0))
    for match in lexicon.patterns["endings"].finditer(mention.text):
        rest = len(item.text) - mention.start - match.end()
        is_thing = len(match[0]) > 1 and match.start() > 1
        if mention.start == 0 and is_thing and 0 < rest <= _LONGEST_PREDICATE:
            reasons.append(Reason(f"says something of a {match[0]}", 0.7))
            break
    return reasons


def weigh(item: Item, *, mention: Mention, found: Sequence[FoundName]) -> tuple[Reason, ...]:
    """Weigh a clause: the reasons for and against its naming a project.

    Parameters
    ----------
    item
        The clause or the item of a list.
    mention
        The name in it.
    found
        Known names in it.
    """
    lexicon = load_lexicon()
    reasons, ending = _weigh_ending(mention.text, lexicon=lexicon)
    reasons += _weigh_count(item, lexicon=lexicon)
    reasons += _weigh_list(item, lexicon=lexicon)
    reasons += _weigh_verbs(item, lexicon=lexicon)
    reasons += _weigh_against(item, mention.text, lexicon=lexicon)
    reasons += _weigh_shape(item, mention, lexicon=lexicon)
    title = lexicon.patterns["titles"].search(item.text)
    if title is not None and _LEAST_SUBJECT <= title.start() <= _LONGEST_SUBJECT:
        reasons.append(Reason(f"subject of {title[0]}", 1.0))
    if "“" in mention.text:
        reasons.append(Reason("a name in quotation marks", 0.8))
    if _LATIN_OR_NUMBER.search(mention.text):
        reasons.append(Reason("a name with a number or Latin letters", 0.5))
    for origin, weight in (("catalogue", 3.0), ("gazetteer", 1.0)):
        known = next((one.known for one in found if one.known.origin == origin), None)
        if known is not None:
            reasons.append(Reason(f"known: {known.name}", weight))
    if ending is None:
        inside = lexicon.patterns["strong"].search(mention.text)
        if inside is not None:
            reasons.append(Reason(f"speaks of {inside[0]}", 0.7))
        elif "项目" in item.text:
            reasons.append(Reason("a project by name", 0.8))
    if "的" in item.text and not _SUM_OF_IT.search(item.text) and item.text.endswith(mention.text):
        reasons.append(Reason("described with 的", -0.4))
    return tuple(reason for reason in reasons if reason.weight)
