"""The story editor: views of this session become steps; the story becomes a file or a link."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from app.address import View, read_query, read_view, write_view
from app.components import scripted
from app.components.session import current_view, set_view
from app.errors import StoryError, StoryFault
from app.messages import DEFAULT_LANGUAGE, Words
from app.published.store import Served
from app.show.show_address import Show, show_address
from app.show.story import (
    MAX_CODE_LENGTH,
    MAX_STEPS,
    Story,
    check_catalogue,
    encode_story,
    fits_link,
    list_stories,
    read_story,
    write_story,
)
from app.show.story_draft import LIMITS, Draft, close_draft, open_draft
from app.words.story import fault_sentence, view_title

_DRAFT = "story-draft"
_PAST = "story-past"
_FAULTS = "story-faults"
_VERSION = "story-version"
_MAX_PAST = 50
SIGHT_KEY = "story-sight"
_ADD, _FILE = "add", "file"
_UNSAFE = re.compile(r"[^\w一-鿿-]+")


def current_draft() -> Draft:
    """Return the story in the making of this session."""
    draft: Draft = st.session_state.setdefault(_DRAFT, Draft())
    return draft


def _version() -> int:
    return int(st.session_state.setdefault(_VERSION, 0))


def change_draft(change: Callable[[Draft], Draft], *, is_text: bool = False) -> None:
    """Change the draft and remember what it was.

    Parameters
    ----------
    change
        What to do.
    is_text
        Whether only words change: the fields keep what the reader typed in them.
    """
    before = current_draft()
    after = change(before)
    if after == before:
        return
    past: list[Draft] = st.session_state.setdefault(_PAST, [])
    st.session_state[_PAST] = [*past, before][-_MAX_PAST:]
    st.session_state[_DRAFT] = after
    st.session_state[_FAULTS] = ()
    if not is_text:
        st.session_state[_VERSION] = _version() + 1


def _undo() -> None:
    past: list[Draft] = st.session_state.get(_PAST, [])
    if past:
        st.session_state[_DRAFT] = past[-1]
        st.session_state[_PAST] = past[:-1]
        st.session_state[_VERSION] = _version() + 1


def take_sight(act: str, query: str, *, served: Served, words: Words) -> None:
    """Take what the reader sees as a new step, or as the view of a step.

    Parameters
    ----------
    act
        ``add``, or the number of the step, counted from 0.
    query
        The address as it is in the browser, with camera and selection.
    served
        The catalogue.
    words
        The language of a new step's title.
    """
    seen, _ = read_view(read_query(query), known=served.known)
    view = replace(seen.without_spot(), lang=DEFAULT_LANGUAGE)
    if act == _ADD:
        title = view_title(view, catalogue=served.catalogue, words=words)
        change_draft(lambda draft: draft.add(write_view(view), title=title, lang=words.lang))
    elif act.isdecimal():
        change_draft(lambda draft: draft.look(int(act), write_view(view)))


def _hear_sight(served: Served, words: Words) -> None:
    seen = st.session_state[SIGHT_KEY].get("seen")
    if not seen:
        return
    if seen["act"] == _FILE:
        open_file(str(seen["text"]).encode(), catalogue_id=served.catalogue.metadata.id)
    else:
        take_sight(str(seen["act"]), str(seen["query"]), served=served, words=words)


def _sight_button(act: str, text: str, *, label: str, class_name: str, is_off: bool) -> None:
    off = " disabled" if is_off else ""
    st.html(
        f'<button type="button" class="city-story-button {class_name}" data-sight="{act}"'
        f' aria-label="{escape(label)}" title="{escape(label)}"{off}>{escape(text)}</button>'
    )


def _look_at(served: Served, index: int) -> None:
    query = read_query(current_draft().steps[index].view)
    view, _ = read_view(query, known=served.known)
    set_view(replace(view, lang=current_view().lang))


def _write_step(index: int, field: str, key: str, lang: str) -> None:
    text = st.session_state[key]
    change_draft(lambda draft: draft.write(index, field, text, lang=lang), is_text=True)


def _rename(key: str, lang: str) -> None:
    text = st.session_state[key]
    change_draft(lambda draft: draft.rename(text, lang=lang), is_text=True)


def _move(index: int, by: int) -> None:
    change_draft(lambda draft: draft.move(index, by=by))


def _remove(index: int) -> None:
    change_draft(lambda draft: draft.remove(index))


def _begin_with(story: Story) -> None:
    change_draft(lambda _: open_draft(story))


def open_file(body: bytes, *, catalogue_id: str) -> None:
    """Open a story's file as the draft; what is wrong with it is kept to be said.

    Parameters
    ----------
    body
        The file's content.
    catalogue_id
        The catalogue that is served.
    """
    try:
        story = check_catalogue(read_story(body), catalogue_id=catalogue_id)
    except StoryError as error:
        st.session_state[_FAULTS] = error.faults
    else:
        change_draft(lambda _: open_draft(story))
        st.session_state[_FAULTS] = ()


def _show_step(served: Served, index: int, *, words: Words) -> None:
    step = current_draft().steps[index]
    key = f"story-{_version()}-{index}"
    lang = words.lang
    with st.container(border=True, key=f"{key}-box", gap="small"):
        st.text_input(
            words("Step {n}", n=index + 1),
            value=words.pick(step.title_zh, step.title_en),
            key=f"{key}-title",
            max_chars=LIMITS["title"],
            on_change=_write_step,
            args=(index, "title", f"{key}-title", lang),
        )
        st.text_area(
            words("What is said"),
            value=words.pick(step.text_zh, step.text_en),
            key=f"{key}-text",
            max_chars=LIMITS["text"],
            height=80,
            on_change=_write_step,
            args=(index, "text", f"{key}-text", lang),
        )
        with st.container(horizontal=True, gap="small", key=f"{key}-tools"):
            last = len(current_draft().steps) - 1
            n = index + 1
            st.button(
                "↑",
                key=f"{key}-up",
                help=words("Move step {n} up", n=n),
                disabled=index == 0,
                on_click=_move,
                args=(index, -1),
            )
            st.button(
                "↓",
                key=f"{key}-down",
                help=words("Move step {n} down", n=n),
                disabled=index == last,
                on_click=_move,
                args=(index, 1),
            )
            st.button(
                words("Look"),
                key=f"{key}-look",
                help=words("Show the view of step {n} on the map", n=n),
                on_click=_look_at,
                args=(served, index),
            )
            _sight_button(
                str(index),
                words("Renew"),
                label=words("Give step {n} the view shown now", n=n),
                class_name="is-small",
                is_off=False,
            )
            st.button(
                "✕",
                key=f"{key}-remove",
                help=words("Delete step {n}", n=n),
                on_click=_remove,
                args=(index,),
            )


def present_link_html(story: Story, *, lang: str, words: Words, report: str | None = None) -> str:
    """Return what opens the show of a story: a link where it fits one, else a button.

    Parameters
    ----------
    story
        The story.
    lang
        The language of the show.
    words
        The language of the page.
    report
        The report, where a link must name it.
    """
    label = escape(words("Show it"))
    view = View(lang=lang, report=report)
    if fits_link(story):
        address = show_address(Show(story=encode_story(story)), view=view)
        return f'<a class="city-story-show" href="{escape(address)}">{label}</a>'
    query = escape(write_view(view))
    body = escape(write_story(story).decode())
    length = len(encode_story(story))
    note = words(
        "The story is too long for a link ({n} of {limit} characters): download it, "
        "or show it from here.",
        n=length,
        limit=MAX_CODE_LENGTH,
    )
    return (
        f'<button type="button" class="city-story-show" data-query="{query}"'
        f' data-story="{body}">{label}</button><p class="city-story-note">{escape(note)}</p>'
    )


def _file_name(story: Story, words: Words) -> str:
    title = _UNSAFE.sub("-", words.pick(story.title_zh, story.title_en)).strip("-")
    return f"{title or 'story'}.json"


def _show_shipped(served: Served, *, words: Words) -> None:
    st.html(f"<p>{escape(words('Shipped stories'))}</p>")
    for slug, story in list_stories(served.catalogue.metadata.id).items():
        title = words.pick(story.title_zh, story.title_en)
        address = show_address(Show(story=slug), view=View(lang=words.lang, report=served.report))
        with st.container(horizontal=True, vertical_alignment="center", key=f"story-{slug}"):
            st.html(f'<a class="city-story-link" href="{escape(address)}">{escape(title)}</a>')
            st.button(
                words("Change"),
                key=f"story-{slug}-take",
                help=words("Begin with this story: {title}", title=title),
                on_click=_begin_with,
                args=(story,),
            )


def _show_faults(faults: tuple[StoryFault, ...], *, words: Words) -> None:
    if faults:
        items = "".join(f"<li>{escape(fault_sentence(fault, words))}</li>" for fault in faults[:10])
        intro = escape(words("This file cannot be opened as a story:"))
        st.html(f'<div class="city-notice" role="alert"><p>{intro}</p><ul>{items}</ul></div>')


def _show_outcome(served: Served, *, words: Words) -> None:
    draft = current_draft()
    story = close_draft(draft, catalogue_id=served.catalogue.metadata.id)
    with st.container(horizontal=True, key="story-out", vertical_alignment="center"):
        if story is not None:
            st.html(present_link_html(story, lang=words.lang, words=words, report=served.report))
            st.download_button(
                words("Download the story (.json)"),
                data=write_story(story),
                file_name=_file_name(story, words),
                mime="application/json",
                key="story-download",
                on_click="ignore",
            )
        st.button(
            words("Undo"),
            key="story-undo",
            disabled=not st.session_state.get(_PAST),
            on_click=_undo,
        )


def show_story_editor(served: Served, *, words: Words) -> None:
    """Show the editor.

    Parameters
    ----------
    served
        The catalogue that the views are views of.
    words
        The language; what is typed is kept in this language.
    """
    draft = current_draft()
    with st.expander(words("Story"), key="story", expanded=False):
        st.html(
            '<p class="city-story-note">'
            + escape(words("Views with titles and words, shown one after another."))
            + "</p>"
        )
        scripted.mount_story_sight(key=SIGHT_KEY, on_seen=lambda: _hear_sight(served, words))
        add = words("Add this view as a step")
        full = words("A story holds {limit} steps.", limit=MAX_STEPS)
        label = full if draft.is_full else add
        _sight_button(_ADD, add, label=label, class_name="is-add", is_off=draft.is_full)
        if draft.steps:
            key = f"story-{_version()}-name"
            st.text_input(
                words("Title of the story"),
                value=draft.title(words.lang),
                key=key,
                max_chars=LIMITS["title"],
                on_change=_rename,
                args=(key, words.lang),
            )
        for index in range(len(draft.steps)):
            _show_step(served, index, words=words)
        if draft.steps or st.session_state.get(_PAST):
            _show_outcome(served, words=words)
        _show_faults(st.session_state.get(_FAULTS, ()), words=words)
        st.html(
            f'<label class="city-story-button is-small">{escape(words("Open a story (.json)"))}'
            '<input type="file" accept=".json,application/json" data-sight-file="1"></label>'
        )
        _show_shipped(served, words=words)
