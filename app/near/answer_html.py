"""The answer about a place as HTML: real headings, real lists, readable before the map is there."""

from dataclasses import replace

from markupsafe import Markup

from app.address import View
from app.links import selected_addresses
from app.messages import Words
from app.near.answer import Answer, Section
from app.near.query import asked_view
from app.template import render
from projects.relevance import CURRENT, DISTANCE

_OPEN = frozenset({"perhaps", "district"})


def _list_targets(section: Section, *, view: View) -> dict[str, str]:
    """List where each entry leads: the same question with its project selected."""
    ids = (item.project.id for item in section.items)
    return selected_addresses(asked_view(view), ids, page="nearby")


def _say_more(section: Section, words: Words) -> str:
    more = section.count - len(section.items)
    if not more:
        return ""
    return words.plural("{n} more; filter to see it.", "{n} more; filter to see them.", more)


def say_orders(words: Words) -> dict[str, dict[str, str]]:
    """Say of each order of the list what its rule is, and what the way to the other is called."""
    return {
        DISTANCE: {
            "rule": words("Sorted by distance."),
            "other": words("Near, soon and new first"),
        },
        CURRENT: {
            "rule": words(
                "What is near, soon and new comes first: each kilometre, each year until the"
                " promised time and each step down in how much changes counts half as much."
            ),
            "other": words("Sort by distance"),
        },
    }


def _describe_order(view: View, *, words: Words) -> dict[str, object]:
    """Say how the list is sorted, and where the other order is."""
    is_current = view.sort == CURRENT
    return {
        **say_orders(words)[CURRENT if is_current else DISTANCE],
        "view": replace(asked_view(view), sort=DISTANCE if is_current else CURRENT),
    }


def answer_html(answer: Answer, *, view: View, words: Words, prefix: str = "near") -> Markup:
    """Write the sentence, the nearest metro station and the projects near by.

    Parameters
    ----------
    answer
        What is told.
    view
        The view that links keep.
    words
        The language.
    prefix
        What ids begin with; a page that holds two answers gives one of them another.
    """
    near = answer.section("near")
    return render(
        "near-answer.html",
        answer=answer,
        near=near,
        targets=_list_targets(near, view=view),
        more=_say_more(near, words),
        prefix=prefix,
        order=_describe_order(view, words=words),
    )


def groups_html(answer: Answer, *, view: View, words: Words, prefix: str = "near") -> Markup:
    """Write the groups beside those near by, and what can be taken along.

    Parameters
    ----------
    answer
        What is told.
    view
        The view that links keep.
    words
        The language.
    prefix
        What ids begin with.
    """
    sections = [one for one in answer.sections if one.slug != "near" and one.count]
    targets: dict[str, str] = {}
    for section in sections:
        targets |= _list_targets(section, view=view)
    return render(
        "near-groups.html",
        sections=sections,
        opened=_OPEN,
        targets=targets,
        more={section.slug: _say_more(section, words) for section in sections},
        take=take_html(view, words=words, prefix=prefix),
    )


def take_html(view: View, *, words: Words, prefix: str = "near") -> Markup:
    """Write the links to what can be taken along: the printed page, the feed, the calendar.

    Parameters
    ----------
    view
        The view that they are made for.
    words
        The language.
    prefix
        What ids begin with.
    """
    links = (
        ("street", words("My street on one page"), words("A4, to print")),
        ("feed.atom", words("Follow this place in a feed reader"), "Atom"),
        ("calendar.ics", words("Its dates in your calendar"), ".ics"),
    )
    return render(
        "near-take.html",
        title=words("To take along, or to follow without an account"),
        links=links,
        kept=asked_view(view),
        prefix=prefix,
    )


def welcome_html(*, words: Words) -> Markup:
    """Write what stands in the answer's place before a place is chosen."""
    return render(
        "near-welcome.html",
        title=words("What is being built near me?"),
        hint=words("Say where you are: type a place, use your position, or tap the map."),
    )
