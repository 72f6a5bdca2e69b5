"""What of a text that was typed or pasted may be the name of a place."""

import re

from geodata.map_links import read_map_link
from geodata.numerals import to_digits
from geodata.place_names import LEAST_CORE_ZH
from geodata.romanise import simplify
from geodata.signs import clean

MOST_TYPED = 1000
_ADDRESS_END = re.compile(
    r"(?:\d+(?:-\d+)?(?:号院?|弄|栋|号楼).*|附近|旁边?|门口|对面|周边|一带|地铁站?口)$"
)
_DISTRICT_BEFORE = re.compile(r"^[^\s区县]{1,4}[区县](?=\S{2})")
_CROSSING = re.compile(r"(?<=\S{2})(?:与|和|、|/|×|交叉口|交汇处|路口|十字)")
_BRACKETED = re.compile(r"[(（\[【「《<][^()（）\[\]【】「」《》<>]*[)）\]】」》>]")


def search_forms(text: str) -> tuple[str, ...]:
    """Give what of a pasted text may be the name of a place, the likeliest first.

    Parameters
    ----------
    text
        What was typed or pasted: a name, a name with another in brackets, a share text.

    Examples
    --------
    >>> search_forms("【太原站】https://surl.amap.com/1AbCdE")
    ('太原站',)
    >>> search_forms("五一广场（太原）")
    ('五一广场（太原）', '五一广场', '太原')
    """
    seen = clean(text).strip()[:MOST_TYPED]
    link = read_map_link(seen)
    if link is not None:
        return (link.name,) if link.name else ()
    forms = [seen, _BRACKETED.sub(" ", seen).strip()]
    forms += [inner.group()[1:-1].strip() for inner in _BRACKETED.finditer(seen)]
    return tuple(dict.fromkeys(form for form in forms if form))


def list_forms(text: str, *, before_names: tuple[str, ...]) -> list[str]:
    """List what of a text may be a name, also without the city and the number of a house.

    Parameters
    ----------
    text
        What was typed or pasted.
    before_names
        The city's own name in its forms, which people write before others.

    Examples
    --------
    >>> list_forms("某市新建路12号", before_names=("某市",))
    ['某市新建路12号', '新建路']
    """
    forms = list(search_forms(text))
    for form in tuple(forms):
        short = _ADDRESS_END.sub("", to_digits(simplify(form))).strip()
        for before in before_names:
            if short.startswith(before) and len(short) >= len(before) + LEAST_CORE_ZH:
                short = short.removeprefix(before)
                break
        bare = _DISTRICT_BEFORE.sub("", short)
        crossing = _CROSSING.split(bare)[0]
        forms += [short, bare, crossing]
    return list(dict.fromkeys(form for form in forms if form))
