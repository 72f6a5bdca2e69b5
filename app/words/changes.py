"""What changed between two reports, in words: the reason of a change as the reader sees it."""

import re

from app.messages import Words
from app.words.dates import date_text
from app.words.labels import term_name
from projects.changes import HeldChange
from projects.model import Project
from projects.vocabulary import EVENTS, STATUSES

_PREPOSITION = re.compile(r"^ (?:for|in) ")
_TARGET = re.compile(r"\(target (\d{4})\)")


def _say_date(text: str, words: Words) -> str:
    """Say a date that a reason holds as part of a sentence; nothing where there is none."""
    date = _PREPOSITION.sub("", text)
    return date_text(date, lang=words.lang) if date else ""


def _say_promised(change: HeldChange, words: Words) -> str:
    """Say what was promised and for when."""
    event = term_name(EVENTS, change.values["event"], words)
    due = _say_date(change.values["due"], words)
    if due:
        return words("Promised for {date}: {event}", date=due, event=event)
    return words("Promised without a date: {event}", event=event)


def _say_outcome(change: HeldChange, words: Words) -> str:
    """Say what became of a promise."""
    values, promised = change.values, _say_promised(change, words)
    if change.reason in {"reported", "reported-late"}:
        date = _say_date(values["date"], words)
        done = words("the newer report has it done")
        return f"{promised}{words('; ')}{done}" + (words(" ({note})", note=date) if date else "")
    if change.reason in {"outcome", "outcome-late"}:
        return words(
            "{promised}; known from elsewhere for {date} ({publisher})",
            promised=promised,
            date=_say_date(values["date"], words),
            publisher=values["publisher"],
        )
    if change.reason == "promised-again":
        again = _say_date(values["again"], words)
        if again:
            return words("{promised}; promised again for {date}", promised=promised, date=again)
        return words("{promised}; promised again without a date", promised=promised)
    return words(
        "{promised}; the newer report still has it as {status}",
        promised=promised,
        status=term_name(STATUSES, values["status"], words),
    )


def _say_count(change: HeldChange, words: Words, *, project: Project) -> str:
    """Say how a count moved."""
    label = change.values["label"]
    for figure in project.figures:
        if figure.label_zh == label:
            label = words.pick(figure.label_zh, figure.label_en)
    chain = _TARGET.sub(
        lambda found: words("({year}, target)", year=found[1]), change.values["chain"]
    )
    return words("{label}: {chain}", label=label, chain=chain)


def _say_wording(change: HeldChange, words: Words) -> str:
    """Say what moved in names and wordings."""
    values = change.values
    if change.reason == "status-back":
        return words(
            "“{old}” was {old_status}; “{new}” is {new_status}",
            old=values["old"],
            new=values["new"],
            old_status=term_name(STATUSES, values["old_status"], words),
            new_status=term_name(STATUSES, values["new_status"], words),
        )
    told = {
        "hedged": words("Promised as “{old}”, now as “{new}”", **values),
        "name": words("“{old}” is now called “{new}”", **values),
        "split": words("“{old}” is now told in several records, “{new}” among them", **values),
        "merged": words("“{old}” and others are now told in one record, “{new}”", **values),
    }
    return told[change.reason]


def say_reason_of(change: HeldChange, words: Words, *, project: Project) -> str:
    """Say why a change is of its class.

    Parameters
    ----------
    change
        The change.
    words
        The language.
    project
        Its record: the newer one where there is one.
    """
    values, reason = change.values, change.reason
    if "event" in values:
        return _say_outcome(change, words)
    if reason == "count":
        return _say_count(change, words, project=project)
    if {"old", "new"} <= values.keys() and reason != "status":
        return _say_wording(change, words)
    if reason == "same-status":
        return words(
            "In both reports: {status}", status=term_name(STATUSES, values["status"], words)
        )
    if reason == "status":
        old, new = (term_name(STATUSES, values[side], words) for side in ("old", "new"))
        return words("From “{old}” to “{new}”", old=old, new=new)
    return {
        "unread-before": words("Not in what was read of the older report; not all of it was read"),
        "absent-before": words("Not in the older report, of which no gap is known"),
        "absent-after": words("Not mentioned in what we hold of the newer report"),
        "absent-after-partial": words(
            "Not mentioned in what we hold of the newer report; not all of it was read"
        ),
    }[reason]
