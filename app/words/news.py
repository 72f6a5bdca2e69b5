"""News of a project in words: its headline, what happened, and how its date is meant."""

from app.messages import Words
from app.words.citations import say_citation
from app.words.clock import say_awaited, say_clock, say_promise
from app.words.corrections import say_edit
from app.words.dates import date_text
from app.words.distances import say_length
from app.words.labels import term_name
from app.words.milestones import describe_milestone
from app.words.record import RecordWords
from projects.model import Citation, Project
from projects.news import NEWS_KINDS, News
from projects.vocabulary import EVENTS, STATUSES


def _say_date(held: str, words: Words) -> str:
    return date_text(held, lang=words.lang)


def _status_of(project: Project | None, words: Words) -> str:
    return "" if project is None else term_name(STATUSES, project.status, words)


def say_headline(news: News, words: Words) -> str:
    """Say a piece of news in a line that begins with the project's name.

    Parameters
    ----------
    news
        The news.
    words
        The language.
    """
    name = RecordWords(news.project, words).name
    if news.kind == "status-moved":
        old, new = _status_of(news.before, words), _status_of(news.after, words)
        return words("{name}: from “{old}” to “{new}”", name=name, old=old, new=new)
    if news.kind in {"due", "overdue"} and news.reading is not None and news.reading.promise:
        date = _say_date(news.held or "", words)
        promised, unknown = say_awaited(news.reading.promise.event, date, words)
        if news.kind == "due":
            return words("{name}: {reason}", name=name, reason=promised)
        return words("{name}: {promised}, {unknown}", name=name, promised=promised, unknown=unknown)
    if news.milestone is not None:
        fact = news.milestone
        if fact.denies is not None:
            event = term_name(EVENTS, fact.denies, words)
            return words("{name}: {event} had not happened", name=name, event=event)
        told = describe_milestone(fact, words)
        return words("{name}: {event}, {date}", name=name, event=told.name, date=told.date)
    kind = term_name(NEWS_KINDS, news.kind, words)
    return words("{name}: {kind}", name=name, kind=kind)


def _say_report(news: News, words: Words) -> str:
    return words("the report of {date}", date=_say_date(news.report.report_date, words))


def _say_quotes(citations: tuple[Citation, ...], words: Words) -> str:
    said = words("; ").join(say_citation(one, words) for one in citations)
    return words("It says: {quotes}", quotes=said) if said else ""


def say_place_change(news: News, words: Words) -> str:
    """Say how exactly a place was known before and is known now."""
    if news.edit is not None:
        was_m, now_m = news.edit.accuracy_before_m, news.edit.accuracy_m
    else:
        before, after = news.before, news.after
        is_placed = before is not None and before.geometry is not None
        was_m = before.place.accuracy_m if before is not None and is_placed else None
        now_m = after.place.accuracy_m if after is not None else None
    now = say_length(now_m or 0.0, words)
    if was_m is None:
        return words("It had no place on the map before; now it is placed to about {now}.", now=now)
    was = say_length(was_m, words)
    return words("Its place was known to about {was}; now to about {now}.", was=was, now=now)


def say_what(news: News, words: Words) -> tuple[str, ...]:
    """Say what happened and who says so, in short sentences.

    Parameters
    ----------
    news
        The news.
    words
        The language.
    """
    report = _say_report(news, words)
    if news.kind == "new-record":
        first = words("This project is on the map since {report}.", report=report)
        if not news.report.is_whole:
            first += ("" if words.lang == "zh" else " ") + words(
                "Not all of that report was read, and earlier ones may name it too."
            )
        lines = [first, RecordWords(news.project, words).status]
        return (*lines, _say_quotes(news.project.citations, words))
    if news.kind == "status-moved" and news.after is not None:
        moved = words(
            "By {report} its status is “{status}”.",
            report=report,
            status=_status_of(news.after, words),
        )
        return moved, _say_quotes(news.after.citations, words)
    if news.kind == "place-refined":
        changed = say_edit(news.edit, words) if news.edit is not None else ""
        return say_place_change(news, words), changed
    if news.reading is not None:
        promise = say_promise(news.reading, words)
        return promise, (say_clock(news.reading, words) if news.kind == "overdue" else "")
    if news.milestone is not None:
        told = describe_milestone(news.milestone, words)
        who = words("Who says so: {who}", who=told.origin.title) if told.origin else ""
        own = words("Known from elsewhere; what the report said stays as it was.")
        return told.line(words), who, own
    return ()


def say_filed(news: News, words: Words) -> str:
    """Say how the date of an entry is meant, where the very day is not held; empty where it is.

    Parameters
    ----------
    news
        The news.
    words
        The language.
    """
    if news.kind == "overdue":
        return words("Filed under the day after the promised time.")
    if news.kind == "due":
        return words("Filed under the beginning of the promised year, or the day of the report.")
    if news.is_exact:
        return ""
    if news.held is None:
        return words("No date is held for this; it is filed with the report that it is held with.")
    return say_roughly(news.held, words)


def say_roughly(held: str, words: Words) -> str:
    """Say that something stands on the last day of a longer time, which is all that is held."""
    return words(
        "Known only as {date}; filed under the last day of that time.",
        date=_say_date(held, words),
    )
