"""The answer about a place as HTML: real headings, real lists, readable before the map is there."""

from dataclasses import replace
from html import escape

from app.address import View
from app.links import page_address
from app.messages import Words
from app.near.answer import Answer, Item, Section
from app.near.query import asked_view
from app.published.assets import asset_address

PAGE = "nearby"
_OPEN = frozenset({"district"})


def _symbol_html(item: Item) -> str:
    project = item.project
    address = escape(asset_address(f"symbol-{project.sector}-{project.status}.svg"))
    return f'<img src="{address}" alt="" width="32" height="32" loading="lazy" class="near-symbol">'


def _item_html(item: Item, *, view: View) -> str:
    address = page_address(replace(asked_view(view), selected=item.project.id), page=PAGE)
    far = ""
    if item.distance:
        direction = ""
        if item.direction:
            # A picture of the direction that stands beside it in words.
            arrow = f'<i style="rotate:{item.bearing_deg:.0f}deg" aria-hidden="true">↑</i>'
            direction = f" <span>{arrow} {escape(item.direction)}</span>"
        far = f'<span class="near-far"><b>{escape(item.distance)}</b>{direction}</span> '
    state = " · ".join(escape(text) for text in (item.status, item.due) if text)
    meta = " · ".join(escape(text) for text in item.details)
    meta = f' <span class="near-details">{meta}</span>' if meta else ""
    return (
        f'<li><a class="near-entry" href="{escape(address)}" data-near-id="{item.project.id}">'
        f'{_symbol_html(item)}<span class="near-name">{escape(item.name)}</span> {far}'
        f'<span class="near-meta">{state}</span>{meta}</a></li>'
    )


def _list_html(section: Section, *, view: View, words: Words) -> str:
    items = "".join(_item_html(item, view=view) for item in section.items)
    more = section.count - len(section.items)
    tail = ""
    if more:
        text = words.plural("{n} more; filter to see it.", "{n} more; filter to see them.", more)
        tail = f'<p class="near-note">{escape(text)}</p>'
    return f'<ol class="near-list">{items}</ol>{tail}'


def answer_html(answer: Answer, *, view: View, words: Words) -> str:
    """Write the sentence, the nearest metro station and the projects near by.

    Parameters
    ----------
    answer
        What is told.
    view
        The view that links keep.
    words
        The language.
    """
    near = answer.section("near")
    note = f'<p class="near-note">{escape(answer.place_note)}</p>' if answer.place_note else ""
    station = f'<p class="near-station">{escape(answer.station)}</p>' if answer.station else ""
    listed = ""
    if near.count:
        heading = f"<h3>{escape(near.title)} <span>{near.count}</span></h3>"
        listed = heading + _list_html(near, view=view, words=words)
    return (
        '<section class="near-answer" aria-labelledby="near-sentence">'
        f'<p class="near-place">{escape(answer.place)}</p>{note}'
        f'<h2 id="near-sentence">{escape(answer.sentence)}</h2>'
        f'{station}<p class="near-sum">{escape(answer.sum_sentence)}</p>{listed}</section>'
    )


def _group_html(section: Section, *, view: View, words: Words) -> str:
    opened = " open" if section.slug in _OPEN else ""
    note = f'<p class="near-note">{escape(section.note)}</p>' if section.note else ""
    return (
        f'<details class="near-group" data-group="{section.slug}"{opened}><summary>'
        f"<h3>{escape(section.title)} <span>{section.count}</span></h3></summary>{note}"
        f"{_list_html(section, view=view, words=words)}</details>"
    )


def groups_html(answer: Answer, *, view: View, words: Words) -> str:
    """Write the groups beside those near by, and what can be taken along.

    Parameters
    ----------
    answer
        What is told.
    view
        The view that links keep.
    words
        The language.
    """
    groups = "".join(
        _group_html(section, view=view, words=words)
        for section in answer.sections
        if section.slug != "near" and section.count
    )
    return f'<div class="near-rest">{groups}{take_html(view, words=words)}</div>'


def take_html(view: View, *, words: Words) -> str:
    """Write the links to what can be taken along: the printed page, the feed, the calendar.

    Parameters
    ----------
    view
        The view that they are made for.
    words
        The language.
    """
    kept = asked_view(view)
    links = (
        ("street", words("My street on one page"), words("A4, to print")),
        ("feed/projects.atom", words("Follow in a feed reader"), "Atom"),
        ("feed/promises.ics", words("Promised dates in your calendar"), ".ics"),
    )
    items = "".join(
        f'<li><a href="{escape(page_address(kept, page=path))}" target="_blank" rel="noopener">'
        f"{escape(text)}</a> <small>{escape(kind)}</small></li>"
        for path, text, kind in links
    )
    return (
        f'<section class="near-take" aria-labelledby="near-take">'
        f'<h3 id="near-take">{escape(words("To take along"))}</h3><ul>{items}</ul></section>'
    )


def welcome_html(*, words: Words) -> str:
    """Write what stands in the answer's place before a place is chosen."""
    title = words("What is being built near me?")
    hint = words("Say where you are: type a place, use your position, or tap the map.")
    return (
        '<section class="near-answer near-welcome">'
        f"<h2>{escape(title)}</h2><p>{escape(hint)}</p></section>"
    )
