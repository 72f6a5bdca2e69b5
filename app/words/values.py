"""The numbers of a record in words: counts with their unit, lengths, areas, how far off it is."""

from app.messages import Words
from app.words.labels import term_name
from projects import vocabulary
from projects.model import Figure

_KILOMETRE_M = 1000


def say_number(value: float, *, digits: int = 0) -> str:
    """Write a number with at most so many decimals, its thousands parted.

    Examples
    --------
    >>> say_number(13800), say_number(2.50, digits=2)
    ('13,800', '2.5')
    """
    written = f"{value:,.{digits}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _say_metres(length_m: float, words: Words, *, digits: int) -> str:
    """Say a length in metres, from a kilometre on with so many decimals of it."""
    if length_m >= _KILOMETRE_M:
        return words("{value} km", value=say_number(length_m / _KILOMETRE_M, digits=digits))
    return words("{value} m", value=say_number(length_m))


def say_error(accuracy_m: float, words: Words) -> str:
    """Say how well a place is known: the class, and how far off it may be."""
    slug = vocabulary.classify_accuracy(accuracy_m, place_type="site")
    distance = _say_metres(accuracy_m, words, digits=1)
    name = term_name(vocabulary.ACCURACY_CLASSES, slug, words)
    return words("{name}: up to {distance} off", name=name, distance=distance)


def say_figure(figure: Figure, words: Words) -> str:
    """Say a value that the report counts, with its unit."""
    return say_value(figure.value, figure.unit, words=words)


def say_value(value: float, unit: str, *, words: Words) -> str:
    """Say a value with its unit, given as a slug."""
    said = term_name(vocabulary.UNITS, unit, words)
    return f"{say_number(value, digits=2)}{'' if said == '%' else ' '}{said}".strip()


def figure_key(value: float, unit: str) -> str:
    """Name a value with its unit as a script names it: the number as JSON reads it, the slug."""
    number = int(value) if float(value).is_integer() else value
    return f"{number} {unit}"


def say_length_drawn(length_m: float, words: Words) -> str:
    """Say how long what is drawn is."""
    return words("{value} km", value=say_number(length_m / _KILOMETRE_M, digits=1))


def say_extent(extent_m: float, words: Words) -> str:
    """Say how wide the thing is that a point stands for."""
    return words("about {width} across", width=_say_metres(extent_m, words, digits=2))


def say_area_drawn(area_m2: float, words: Words) -> str:
    """Say how large what is drawn is."""
    return words("{value} km²", value=say_number(area_m2 / _KILOMETRE_M**2, digits=2))
