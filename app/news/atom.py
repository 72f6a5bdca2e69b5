"""The news of a view as an Atom feed."""

from collections.abc import Callable
from dataclasses import replace

from app.address import View, write_view
from app.messages import Words
from app.news.envelope import ATOM, begin_day, begin_feed
from app.news.following import Following, name_entry, name_feed, say_title, say_why
from app.template import render
from app.words.dates import date_text
from app.words.labels import law_sentence, term_name
from app.words.news import say_filed, say_headline, say_what
from app.words.record import RecordWords
from app.words.reports import say_coverage
from projects.media import clean_text
from projects.news import NEWS_KINDS, News

MOST_ENTRIES = 1000
"""Of more news the newest are told, and the feed says so."""
Linker = Callable[[View, str], str]
"""Gives the address of a view on a page of the app."""


def link_to_app(base: str) -> Linker:
    """Return what links to the pages of a running app.

    Parameters
    ----------
    base
        The address of the app, with its last slash.

    Examples
    --------
    >>> link_to_app("https://city.example/")(View(lang="en"), "nearby")
    'https://city.example/nearby?lang=en'
    """

    def link(view: View, page: str) -> str:
        query = write_view(view)
        return f"{base}{page}?{query}" if query else f"{base}{page}"

    return link


def _say_subtitle(following: Following, words: Words) -> str:
    metadata = following.catalogue.metadata
    told, listed = len(following.news), min(len(following.news), MOST_ENTRIES)
    unplaced = sum(project.geometry is None for project in following.projects)
    placed = len(following.projects) - unplaced
    counts = law_sentence(placed=placed, unplaced=unplaced, words=words)
    day = date_text(following.as_of.isoformat(), lang=words.lang)
    parts = [
        words.title_of(metadata),
        counts,
        words("as of {date}", date=day),
        say_coverage(metadata, words=words),
    ]
    if listed < told:
        parts.append(words("the newest {n} of {total} entries", n=listed, total=told))
    return clean_text(" · ".join(parts), medium="xml")


def _say_content(news: News, following: Following, words: Words) -> str:
    lines = [*say_what(news, words), say_filed(news, words)]
    lines.append(say_why(news.project, following=following, words=words))
    lines.append(RecordWords(news.project, words).summary)
    told = [clean_text(line, medium="xml") for line in lines if line]
    return str(render("paragraphs.html", texts=told))


def write_atom(following: Following, *, address: str, link: Linker, words: Words) -> bytes:
    """Write an Atom feed (RFC 4287), one entry a piece of news.

    Parameters
    ----------
    following
        What is followed.
    address
        The address of the feed itself.
    link
        Gives the address of a view on a page.
    words
        The language.
    """
    metadata = following.catalogue.metadata
    entries = following.news[:MOST_ENTRIES]
    feed = begin_feed(
        metadata,
        name=name_feed(following),
        title=say_title(following, words),
        subtitle=_say_subtitle(following, words),
        words=words,
    )
    feed.link(href=address, rel="self", type=ATOM)
    feed.link(href=link(following.kept_view, following.page), rel="alternate", type="text/html")
    feed.updated(begin_day(max([metadata.report_day, *(news.day for news in entries)])))
    for news in entries:
        entry = feed.add_entry(order="append")
        entry.id(name_entry(news, catalogue=following.catalogue))
        entry.title(clean_text(say_headline(news, words), medium="xml"))
        entry.updated(begin_day(news.day))
        if news.is_exact and news.kind not in {"due", "overdue"}:
            entry.published(begin_day(news.day))
        target = replace(following.kept_view, selected=news.project.id)
        entry.link(href=link(target, following.page), rel="alternate", type="text/html")
        entry.content(_say_content(news, following, words), type="html")
        said = RecordWords(news.project, words)
        for scheme, slug, label in (
            ("news", news.kind, term_name(NEWS_KINDS, news.kind, words)),
            ("sector", news.project.sector, said.sector),
            ("status", news.project.status, said.status),
        ):
            entry.category(term=slug, scheme=f"urn:city-projects-map:{scheme}", label=label)
    body: bytes = feed.atom_str(pretty=True)
    return body
