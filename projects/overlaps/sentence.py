"""A pair in one plain sentence: how the two meet, when, how sure and why."""

from math import floor, inf, log10

from projects.catalogue import Catalogue
from projects.overlaps.pairs import Pair
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.overlaps.years import Span


def _tell_years(span: Span, *, zh: bool) -> str:
    """Tell the years of a span, with what is not known of it."""
    if span.first is None or span.last is None:
        return "年份不详" if zh else "years not known"
    years = f"{span.first}" if span.first == span.last else f"{span.first}–{span.last}"
    if zh:
        unknown = {(False, True): "开工不详", (True, False): "完工不详", (False, False): "起止不详"}
    else:
        unknown = {
            (False, True): "start not known",
            (True, False): "end not known",
            (False, False): "start and end not known",
        }
    note = unknown.get((span.start_known, span.end_known))
    years += "年" if zh else ""
    return f"{years}，{note}" if zh and note else f"{years} ({note})" if note else years


def find_step(accuracies_m: tuple[float, float]) -> int:
    """Find the step in metres to which a measure between two places may be told.

    Parameters
    ----------
    accuracies_m
        How well the two places are known.

    Examples
    --------
    >>> find_step((250, 50)), find_step((30, 30)), find_step((1, 1))
    (100, 10, 1)
    """
    half = max(accuracies_m) / 2
    return 10 ** floor(log10(half)) if 1 <= half < inf else 1


def _tell_metres(metres: float, *, pair: Pair, zh: bool) -> str:
    """Tell a length no finer than the places are known."""
    step = find_step(pair.accuracies_m)
    told = round(metres / step) * step
    if told == 0 < metres:
        return f"不到{step:,}米" if zh else f"less than {step:,} m"
    if step == 1 or told == 0:
        return f"{told:,}米" if zh else f"{told:,} m"
    return f"约{told:,}米" if zh else f"about {told:,} m"


def _tell_meeting(pair: Pair, *, zh: bool) -> str:
    """Tell how two places meet."""
    names = (station.name_zh if zh else station.name_en for station in pair.stations)
    stations = ("、" if zh else ", ").join(dict.fromkeys(names))
    metres = _tell_metres(pair.shared_m, pair=pair, zh=zh)
    apart = _tell_metres(pair.distance_m, pair=pair, zh=zh)
    if zh:
        return {
            "crosses": "两者相交",
            "runs-along": f"并行{metres}",
            "inside": "一处在另一处之内",
            "touches": "两者相接",
            "at-station": f"在车站相会（{stations}）",
            "told": f"一条记录写到另一条，图上相距{apart}，位置均只大致知道",
        }.get(pair.how, f"图上相距{apart}")
    return {
        "crosses": "they cross",
        "runs-along": f"they run along for {metres}",
        "inside": "one lies inside the other",
        "touches": "they touch",
        "at-station": f"they meet at a station ({stations})",
        "told": f"one record names the other, {apart} apart as drawn, known only roughly",
    }.get(pair.how, f"they lie {apart} apart as drawn")


def explain_pair(pair: Pair, *, catalogue: Catalogue, language: str = "en") -> str:
    """Say in one sentence how two projects meet, when, how sure that is and why.

    Parameters
    ----------
    pair
        The pair.
    catalogue
        The catalogue it was found in.
    language
        ``zh`` or ``en``.
    """
    zh = language == "zh"
    one, other = catalogue.by_id[pair.a], catalogue.by_id[pair.b]
    meeting = _tell_meeting(pair, zh=zh)
    years = [_tell_years(span, zh=zh) for span in pair.spans]
    doubt = [f"{accuracy:,.0f}" for accuracy in pair.accuracies_m]
    reason = _tell_reason(pair, zh=zh)
    if zh:
        return (
            f"{CLASSES[pair.pair_class].name_zh}：{one.name_zh}（{years[0]}）与"
            f"{other.name_zh}（{years[1]}）{meeting}；{CERTAINTIES[pair.certainty].name_zh}，"
            f"位置误差{doubt[0]}米和{doubt[1]}米{reason}。"
        )
    return (
        f"{CLASSES[pair.pair_class].name_en}: {one.name_en}, {years[0]}, and {other.name_en}, "
        f"{years[1]}: {meeting}; {CERTAINTIES[pair.certainty].name_en.lower()}, as the places "
        f"are accurate to {doubt[0]} m and {doubt[1]} m{reason}."
    )


def _tell_reason(pair: Pair, *, zh: bool) -> str:
    """Tell whether unknown years are why a pair is possible only."""
    if all(span.is_known for span in pair.spans) or pair.certainty != "possible":
        return ""
    return "，且开工或完工年份不详" if zh else " and a start or an end is not known"
