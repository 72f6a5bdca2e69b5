"""The story editor's page, and what the server knows of a story in the making."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from app.address import View, read_query, read_view, write_view
from app.errors import StoryError
from app.messages import DEFAULT_LANGUAGE, HTML_LANGUAGES, Words
from app.published.data import messages_address
from app.published.served import Served
from app.show.naming import suggest_titles
from app.show.story import (
    MAX_CODE_LENGTH,
    MAX_STEPS,
    Step,
    check_catalogue,
    encode_story,
    list_stories,
    read_story,
)
from app.template import inline_json, mark_foreign, render
from app.words.labels import count_sentence, dropped_sentence
from app.words.story import fault_sentence
from projects.filters import select_projects

_MOST_FAULTS = 10


def _describe(step: Step, *, served: Served, words: Words) -> dict[str, object]:
    """Return what the editor is told about one step."""
    seen, lost = read_view(read_query(step.view), known=served.known)
    view = replace(seen.without_spot(), lang=DEFAULT_LANGUAGE, report=None)
    selection = select_projects(served.catalogue, filters=view.filters)
    return {
        "view": write_view(view),
        "titles": suggest_titles(step, served=served),
        "count": count_sentence(selection, total=len(served.catalogue.projects), words=words),
        "lost": dropped_sentence(lost, words) if lost else "",
    }


def describe_draft(body: bytes, *, served: Served, lang: str) -> dict[str, Any]:
    """Return what the server knows of a story: its steps in words, its code, or its faults.

    Parameters
    ----------
    body
        The story's file.
    served
        The catalogue.
    lang
        The language of the words.
    """
    words = Words(lang)
    try:
        story = check_catalogue(read_story(body), catalogue_id=served.catalogue.metadata.id)
    except StoryError as error:
        return {"faults": [fault_sentence(fault, words) for fault in error.faults[:_MOST_FAULTS]]}
    code = encode_story(story)
    return {
        "faults": [],
        "story": story.model_dump(exclude_none=True),
        "steps": [_describe(step, served=served, words=words) for step in story.steps],
        "code": code if len(code) <= MAX_CODE_LENGTH else None,
        "length": len(code),
        "limit": MAX_CODE_LENGTH,
    }


def editor_html(served: Served, *, lang: str, head: Markup) -> bytes:
    """Return the editor's page; what it edits is in the reader's browser alone.

    Parameters
    ----------
    served
        The catalogue.
    lang
        The language.
    head
        The head of the page.
    """
    words = Words(lang)
    metadata = served.catalogue.metadata
    own = View(lang=lang, report=served.report)
    data = {
        "lang": lang,
        "query": write_view(own),
        "sources": {"messages": messages_address(served, lang=lang)},
        "catalogue": metadata.id,
        "most_steps": MAX_STEPS,
        "shipped": [
            {"slug": slug, "story": story.model_dump(exclude_none=True)}
            for slug, story in list_stories(metadata.id).items()
        ],
    }
    html = render(
        "story.html",
        lang=HTML_LANGUAGES[lang],
        title=words("Stories"),
        catalogue_title=words.title_of(metadata),
        head=head,
        inlined=inline_json(data),
        said={
            "lead": words("Views with titles and words, shown one after another."),
            "script": words("The story editor needs JavaScript, which is switched off here."),
        },
    )
    return mark_foreign(html, lang=lang).encode()
