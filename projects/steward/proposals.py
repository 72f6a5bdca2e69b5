"""Proposals: what a candidate's words say of a project, for a person to confirm."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from geodata.romanise import normalise, readings
from projects.catalogue import Catalogue
from projects.model import MAX_QUOTED
from projects.report import is_sentence
from projects.steward.candidates import Candidate
from projects.steward.lexicon import Lexicon, load_lexicon, make_pattern
from projects.steward.mentions import Count, find_count
from projects.steward.paragraphs import ReadReport
from projects.wordings import STATUS_WORDS

_YEAR = re.compile(r"(20[0-9]{2})年")
_REPORT_YEAR = re.compile(r"(20[0-9]{2})\s*年\s*(?:.{0,12})?政府工作报告")
_THIS_YEAR = re.compile(r"年内|年底|今年|上半年|下半年|全年|本年|[0-9]{1,2}月")
_PHASE = re.compile(r"[一二三四五六0-9]+(?:期|标段)(?:工程|项目)?$")
_SAME_NAME = 0.86
_LONGEST_SLUG = 60
_LEAST_NAME = 2

_NEW_YEAR = re.compile(r".{0,6}(?:今年|新的一年|本年度)")

REVIEW, AHEAD = "review", "ahead"

_EVENTS = (
    ("structure-complete", ("主体完工", "主体工程", "主体封顶", "封顶", "主体建成")),
    ("designated", (
        "获评", "入选", "荣获", "获批", "认定", "创建", "上榜", "跻身", "申报", "授牌",
    )),
    ("in-production", ("投产", "达产", "量产", "试生产", "下线", "并网")),
    ("open", (
        "通车", "开通", "投用", "投入使用", "投入运营", "投运", "启用", "开放", "开园", "开馆",
        "开业", "亮相", "揭牌", "运营", "试运", "开行", "开诊", "开学", "招生", "开街", "通航",
    )),
    ("complete", (
        "建成", "竣工", "完工", "完成", "新增", "新建", "改造", "改扩建", "打通", "贯通", "合龙",
        "交付", "整治", "治理", "加装", "安装", "消除", "新开", "筹集",
    )),
    ("start", ("开工", "动工", "启动建设", "奠基", "复工", "启动")),
    ("preparation", ("前期", "论证", "可研", "立项", "规划")),
    ("announced", ("谋划", "研究", "探索")),
)  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a candidate; an empty text is not known and for a person to say."""

    id: str
    name_zh: str
    sector: str
    kind: str
    status: str
    event: str
    state: str
    date: str
    value: str
    unit: str
    counted: str
    districts: str
    place: str
    place_match: str
    earlier_id: str
    mention: str
    wording: str


def find_report_year(report: ReadReport) -> int | None:
    """Find the year of a report in its first lines and title."""
    texts = [
        report.title,
        report.under_title,
        *report.titles.values(),
        *(one.text for one in report.paragraphs[:4]),
    ]
    written = (unicodedata.normalize("NFKC", text).replace("報", "报") for text in texts)
    found = [match for text in written if (match := _REPORT_YEAR.search(text))]
    named = re.search(r"(?<![0-9])(20[0-9]{2})(?![0-9])", Path(report.file).name)
    match = found[0] if found else named
    return int(match[1]) if match is not None else None


def find_tenses(report: ReadReport) -> Mapping[str, str]:
    """Say of each paragraph whether it tells of the year behind or of the year ahead."""
    lexicon = load_lexicon()
    tense, tenses, last = REVIEW, {}, ""
    for one in report.paragraphs:
        title = report.titles.get(one.section, "") if one.section != last else ""
        last = one.section
        beginning = f"{title}｜{one.text[:30]}"
        if lexicon.patterns["ahead"].search(beginning) or _NEW_YEAR.match(one.text):
            tense = AHEAD
        elif title and lexicon.patterns["review"].search(title):
            tense = REVIEW
        tenses[one.id] = tense
    return tenses


def _find_core(name: str, *, lexicon: Lexicon) -> str:
    """Take phase and works off a name, so that it ends in what the thing is."""
    core = name.strip("“”")
    for _ in range(2):
        core = _PHASE.sub("", core) or core
        works = lexicon.patterns["works"].pattern
        shorter = re.sub(f"(?:{works})(?:工程|项目)?$", "", core)
        core = shorter if len(shorter) >= _LEAST_NAME else core
    return core


def _propose_kind(name: str, *, lexicon: Lexicon) -> tuple[str, str]:
    """Propose kind and sector by the ending of a name; empty where it says nothing."""
    core = _find_core(name, lexicon=lexicon)
    ending = lexicon.find_ending(core) or lexicon.find_ending(name.strip("“”"))
    if ending is None:
        inside = lexicon.patterns["strong"].search(name)
        ending = inside[0] if inside is not None else None
    return lexicon.endings[ending] if ending is not None else ("", "")


def _find_phrases(candidate: Candidate) -> list[str]:
    """List the stretches in which a verb of status is looked for, the nearest first."""
    item = candidate.item
    after = item.text[candidate.mention.start + len(candidate.mention.text) :]
    before = item.text[: candidate.mention.start]
    return [after, before, item.text, item.clause]


def _find_event(candidate: Candidate) -> tuple[str, str]:
    """Find the event that the words tell, and the words."""
    for phrase in _find_phrases(candidate):
        event, word = _find_event_word(phrase)
        if event:
            return event, word
    return "", ""


def _find_event_word(phrase: str) -> tuple[str, str]:
    """Find the event that a phrase tells, and the word that tells it; empty where none does."""
    for event, words in _EVENTS:
        for word in words:
            if word in phrase:
                return event, word
    return "", ""


def find_told_event(wording: str) -> str | None:
    """Find the event that a report's wording tells.

    Examples
    --------
    >>> find_told_event("建成通车"), find_told_event("有序推进")
    ('open', None)
    """
    return _find_event_word(wording)[0] or None


_REACHED = re.compile(r"实现|走进|迎来|覆盖|流出|达到|建起|成为")
_BETTERED = re.compile(r"改造提升|提升改造|提质改造|提档升级|改造升级")
_MADE_ANEW = re.compile(r"(?:全力|着力|倾力|高标准|精心)?(?:打造|新设|引进|布局)")

_STATUS_BEHIND = {
    "structure-complete": "under-construction", "designated": "completed", "complete": "completed",
    "in-production": "completed", "open": "completed", "start": "under-construction",
    "preparation": "planned", "announced": "proposed",
}  # fmt: skip
_STATUS_AHEAD = {
    "structure-complete": "under-construction", "designated": "upgrading",
    "complete": "under-construction", "in-production": "under-construction",
    "open": "under-construction", "start": "planned", "preparation": "planned",
    "announced": "proposed",
}  # fmt: skip


def _propose_by_verb(clause: str) -> str:
    """Propose a status by a verb that tells no event."""
    patterns = load_lexicon().patterns
    for name, status in (("standing", "ongoing"), ("bettered", "upgrading")):
        if patterns[name].search(clause):
            return status
    return "under-construction" if patterns["begun"].search(clause) else ""


def _propose_behind(candidate: Candidate, *, event: str) -> str:
    """Propose the status of what is told of the year behind: what was reached is completed."""
    if event:
        return _STATUS_BEHIND[event]
    clause = candidate.item.clause
    return "completed" if _REACHED.search(clause) else _propose_by_verb(clause)


def _propose_ahead(candidate: Candidate, *, event: str, kind: str, count: Count | None) -> str:
    """Propose the status of what is told of the year ahead.

    So many of a thing are planned, and a measure without a number goes on; what is bettered is
    upgraded; what is to be made anew is planned.
    """
    clause, patterns = candidate.item.clause, load_lexicon().patterns
    # A number in a name is no count, as that of a power unit.
    is_counted = count is not None and count.text not in candidate.mention.text
    is_measure = kind.endswith("-programme") and patterns["begun"].match(clause) is not None
    is_bettered = event == "complete" and _BETTERED.search(candidate.item.text) is not None
    is_new = not event and _MADE_ANEW.match(clause) is not None
    signs = (
        (patterns["thought"].search(clause) is not None, "proposed"),
        (is_counted and event in {"complete", "open", "designated"}, "planned"),
        (is_measure, "ongoing"),
        (is_bettered, "upgrading"),
        (is_new, "planned"),
        (bool(event), _STATUS_AHEAD.get(event, "")),
    )
    told = next((status for holds, status in signs if holds), "")
    if told:
        return told
    by_verb = _propose_by_verb(clause)
    return "planned" if is_counted and by_verb in {"", "under-construction"} else by_verb


def _propose_date(candidate: Candidate, *, event: str, tense: str, year: int | None) -> str:
    """Propose the year of an event: the one that is written, or the one that is told of."""
    if not event:
        return ""
    written = _YEAR.search(candidate.item.clause)
    if written is not None:
        return written[1]
    if year is None:
        return ""
    if tense == REVIEW:
        return str(year - 1)
    is_said = _THIS_YEAR.search(candidate.item.clause + candidate.item.following[:12]) is not None
    return str(year) if is_said else ""


_UNITS = {
    "亩": "mu", "斤": "jin", "人": "person", "名": "person", "兆瓦": "megawatt", "MW": "megawatt",
    "吉瓦": "megawatt", "GW": "megawatt", "千瓦": "megawatt", "公里": "kilometre",
    "千米": "kilometre", "平方米": "square-metre", "床": "bed",
}  # fmt: skip
_FACTORS = {"千瓦": 1e-3, "吉瓦": 1e3, "GW": 1e3}
_NO_UNIT = frozenset(
    ["米", "平方公里", "公顷", "吨", "立方米", "公斤", "延米", "标方", "标箱", "P"]
)
"""Measures that the vocabulary of units does not have: they stay in words."""


def _propose_figure(count: Count | None, *, kind: str, name: str) -> tuple[str, str]:
    """Propose value and unit of a figure; empty where it is a span, or the unit is none of ours."""
    if count is None or count.is_span or count.unit in _NO_UNIT:
        return "", ""
    unit = _UNITS.get(count.unit, "count")
    if count.unit == "套" and kind == "housing-programme":
        unit = "dwelling"
    if unit == "count":
        unit = "school-place" if name.endswith("学位") else unit
        unit = "bed" if name.endswith("床位") else unit
    value = round(count.value * _FACTORS.get(count.unit, 1.0), 6)
    return f"{value:.6f}".rstrip("0").rstrip("."), unit


def quote(text: str) -> str:
    """Shorten a text to what may be quoted, keeping its end, which says what a thing is."""
    return text if len(text) <= MAX_QUOTED else text[-MAX_QUOTED:]


@lru_cache(maxsize=1)
def _status_words() -> re.Pattern[str]:
    """Make the pattern of every word that carries a status."""
    return make_pattern(word for words in STATUS_WORDS.values() for word in words)


def _propose_wording(candidate: Candidate, *, verb: str, count: Count | None) -> str:
    """Propose the words that carry the fact, as they stand in the paragraph."""
    item = candidate.item
    lexicon = load_lexicon()
    for name in ("structure", "done", "begun", "bettered", "thought"):
        match = lexicon.patterns[name].search(item.clause)
        if match is not None and (not verb or verb in match[0]):
            return match[0]
    if verb:
        return verb
    for phrase in (item.clause, item.sentence):
        told = _status_words().search(phrase)
        if told is not None:
            return told[0]
    return quote(candidate.mention.text if count is None else count.text)


def make_slug(name: str) -> str:
    """Make an id from a name: pinyin in small letters with hyphens.

    Examples
    --------
    >>> make_slug("城东湿地公园二期")
    'cheng-dong-shi-di-gong-yuan-er-qi'
    """
    syllables = readings(normalise(name))[0]
    joined = "-".join(re.sub(r"[^a-z0-9]", "", syllable) for syllable in syllables)
    slug = re.sub(r"-+", "-", joined).strip("-")
    while len(slug) > _LONGEST_SLUG:
        slug = slug.rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug


def _find_earlier(name: str, *, earlier: Sequence[Catalogue]) -> str:
    """Find the id of the earlier project whose name is the most alike."""
    best, best_id = _SAME_NAME, ""
    for catalogue in earlier:
        for project in catalogue.projects:
            for known in (project.name_zh, *project.aliases):
                alike = SequenceMatcher(None, name, known).ratio()
                if alike >= best:
                    best, best_id = alike, project.id
    return best_id


def propose(
    candidate: Candidate,
    *,
    tense: str,
    year: int | None,
    districts: Mapping[str, str],
    earlier: Sequence[Catalogue] = (),
) -> Proposal:
    """Propose the fields of a record.

    Parameters
    ----------
    candidate
        The clause.
    tense
        Whether its paragraph tells of the year behind or ahead.
    year
        The year of the report, where it is known.
    districts
        Adcodes by the names of districts.
    earlier
        Catalogues of other years, for the ids of the same projects.
    """
    lexicon = load_lexicon()
    name = candidate.mention.text.strip("“”") or candidate.mention.text
    kind, sector = _propose_kind(name, lexicon=lexicon)
    count = find_count(candidate.item.text)
    event, verb = _find_event(candidate)
    value, unit = _propose_figure(count, kind=kind, name=name)
    known = {one.known.origin: one.known for one in candidate.found}
    place = known.get("gazetteer")
    before = known.get("catalogue")
    wording = _propose_wording(candidate, verb=verb, count=count)
    named = [adcode for title, adcode in districts.items() if title in candidate.item.sentence]
    return Proposal(
        id=make_slug(name),
        name_zh=name,
        sector=sector,
        kind=kind,
        status=(
            _propose_behind(candidate, event=event)
            if tense == REVIEW
            else _propose_ahead(candidate, event=event, kind=kind, count=count)
        ),
        event=event,
        state="" if not event else "reported" if tense == REVIEW else "promised",
        date=_propose_date(candidate, event=event, tense=tense, year=year),
        value=value,
        unit=unit,
        counted=count.text if count is not None else "",
        districts=",".join(named),
        place=place.id if place is not None else "",
        place_match=place.name if place is not None else "",
        earlier_id=before.id if before is not None else _find_earlier(name, earlier=earlier),
        mention=quote(candidate.mention.text),
        wording="" if is_sentence(wording) else wording,
    )
