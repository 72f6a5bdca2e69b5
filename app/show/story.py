"""A story: an ordered list of views with titles and words, as a file and inside a link."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from app.errors import StoryError, StoryFault

STORIES: Final = Path(__file__).parent / "stories"
SCHEMA: Final = Path(__file__).with_name("story-schema.json")
SCHEMA_ID: Final = "https://json-schema.org/draft/2020-12/schema"

MAX_STEPS = 60
MAX_FILE_BYTES = 256 * 1024
MAX_CODE_LENGTH = 1600
"""A code of this length still fits an address of 2,000 characters, which messengers keep whole."""

_MARK = "~"
_COMPACT_VERSION = 1
_COMPACT_PARTS = 5
_STEP_FIELDS = ("view", "title_zh", "title_en", "text_zh", "text_en")

Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
Query = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)]


class Step(BaseModel):
    """One step: what is looked at and what is said about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: Query = Field(
        default="",
        description="The view: the query string of the map's address, without the question mark.",
    )
    title_zh: Title | None = Field(default=None, description="The title in Chinese.")
    title_en: Title | None = Field(default=None, description="The title in English.")
    text_zh: Text | None = Field(default=None, description="A few sentences in Chinese.")
    text_en: Text | None = Field(default=None, description="A few sentences in English.")


class Story(BaseModel):
    """A story about one catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["city-projects-story"] = "city-projects-story"
    version: Literal[1] = 1
    catalogue: Annotated[str, StringConstraints(min_length=1, max_length=80)] = Field(
        description="The id of the catalogue that the views name records of."
    )
    title_zh: Title | None = Field(default=None, description="The title in Chinese.")
    title_en: Title | None = Field(default=None, description="The title in English.")
    steps: tuple[Step, ...] = Field(
        min_length=1, max_length=MAX_STEPS, description="The steps, in the order they are shown."
    )


@dataclass(frozen=True)
class _Place:
    """Where a fault stands: the step, counted from 1, and the field."""

    step: int | None
    field: str


def _locate(error: ErrorDetails) -> _Place:
    path = list(error["loc"])
    if len(path) > 1 and path[0] == "steps" and isinstance(path[1], int):
        return _Place(path[1] + 1, ".".join(str(part) for part in path[2:]))
    return _Place(None, ".".join(str(part) for part in path))


def _describe(error: ErrorDetails) -> StoryFault:
    kinds = {
        "missing": "missing",
        "extra_forbidden": "unknown-field",
        "string_too_long": "too-long",
        "too_long": "too-many-steps",
        "too_short": "no-steps",
        "literal_error": "other-format",
    }
    place = _locate(error)
    limit = (error.get("ctx") or {}).get("max_length")
    return StoryFault(
        kind=kinds.get(error["type"], "wrong-type"),
        step=place.step,
        field=place.field,
        limit=limit if isinstance(limit, int) else None,
    )


def _make_story(content: object) -> Story:
    """Check what was read and make the story of it, gathering all faults."""
    if not isinstance(content, dict):
        raise StoryError([StoryFault("not-an-object")])
    missing = [
        StoryFault("missing", field=name) for name in ("type", "version") if name not in content
    ]
    try:
        story = Story.model_validate(content)
    except ValidationError as error:
        found = [*missing, *map(_describe, error.errors())]
        # Where every step has a fault, none is left to count; that is no fault of its own.
        is_told = content.get("steps") and isinstance(content["steps"], list)
        kept = [fault for fault in found if not (is_told and fault.kind == "no-steps")]
        raise StoryError(kept) from error
    if missing:
        raise StoryError(missing)
    return story


def read_story(body: bytes) -> Story:
    """Read a story's JSON file.

    Parameters
    ----------
    body
        The file's content, UTF-8.

    Raises
    ------
    StoryError
        With every fault found: the kind, the step and the field.
    """
    if len(body) > MAX_FILE_BYTES:
        raise StoryError([StoryFault("too-large", limit=MAX_FILE_BYTES // 1024)])
    try:
        content = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # also a number of too many digits
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise StoryError([StoryFault("not-json", limit=line)]) from error
    return _make_story(content)


def write_story(story: Story) -> bytes:
    """Write a story as its file: readable, the same bytes for the same story."""
    content = story.model_dump(exclude_none=True)
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def encode_story(story: Story) -> str:
    """Write a story as the short code that a link carries; see `fits_link`.

    Examples
    --------
    >>> story = Story(catalogue="c", title_zh="题", steps=(Step(view="sector=roads"),))
    >>> decode_story(encode_story(story)) == story
    True
    """
    steps = [_trim([getattr(step, name) for name in _STEP_FIELDS]) for step in story.steps]
    content = [_COMPACT_VERSION, story.catalogue, story.title_zh, story.title_en, steps]
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    return _MARK + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _trim(values: list[str | None]) -> list[str | None]:
    while len(values) > 1 and values[-1] is None:
        values.pop()
    return values


def fits_link(story: Story) -> bool:
    """Say whether a story is short enough to travel in a link."""
    return len(encode_story(story)) <= MAX_CODE_LENGTH


def decode_story(code: str) -> Story:
    """Read the code that `encode_story` writes.

    Raises
    ------
    StoryError
        If the code is cut off, altered or not one of ours.
    """
    damaged = StoryError([StoryFault("damaged-code")])
    body = code.removeprefix(_MARK)
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        text = unpacker.decompress(packed, MAX_FILE_BYTES)
        content = json.loads(text) if unpacker.eof else None
    except (binascii.Error, ValueError, zlib.error, RecursionError) as error:
        raise damaged from error
    if not isinstance(content, list) or len(content) != _COMPACT_PARTS:
        raise damaged
    version, catalogue, title_zh, title_en, steps = content
    if version != _COMPACT_VERSION or not isinstance(steps, list):
        raise damaged
    if not all(isinstance(step, list) and len(step) <= len(_STEP_FIELDS) for step in steps):
        raise damaged
    return _make_story(
        {
            "type": "city-projects-story",
            "version": 1,
            "catalogue": catalogue,
            "title_zh": title_zh,
            "title_en": title_en,
            "steps": [dict(zip(_STEP_FIELDS, step, strict=False)) for step in steps],
        }
    )


@cache
def _shipped() -> Mapping[str, Story]:
    return {path.stem: read_story(path.read_bytes()) for path in sorted(STORIES.glob("*.json"))}


def list_stories(catalogue_id: str) -> dict[str, Story]:
    """List the stories that ship for a catalogue, by the slug that links name."""
    return {slug: story for slug, story in _shipped().items() if story.catalogue == catalogue_id}


def find_story(text: str, *, catalogue_id: str) -> Story:
    """Find the story that a link names: by the slug of a shipped one, or carried as a code.

    Parameters
    ----------
    text
        The value in the link.
    catalogue_id
        The catalogue that is served.

    Raises
    ------
    StoryError
        If there is none, it is damaged, or it is about another catalogue.
    """
    shipped = list_stories(catalogue_id)
    if text in shipped:
        return shipped[text]
    if not text.startswith(_MARK):
        raise StoryError([StoryFault("unknown-story", field=text)])
    return check_catalogue(decode_story(text), catalogue_id=catalogue_id)


def check_catalogue(story: Story, *, catalogue_id: str) -> Story:
    """Return the story if it is about a catalogue.

    Parameters
    ----------
    story
        The story.
    catalogue_id
        The catalogue that is served.

    Raises
    ------
    StoryError
        If it is about another.
    """
    if story.catalogue != catalogue_id:
        raise StoryError([StoryFault("other-catalogue", field=story.catalogue)])
    return story


def story_schema() -> dict[str, Any]:
    """Return the JSON Schema of a story's file."""
    schema = Story.model_json_schema()
    schema["required"] = sorted({*schema["required"], "type", "version"})
    return {"$schema": SCHEMA_ID, **schema}


def schema_text() -> str:
    """Return the schema as the text of `SCHEMA`."""
    return json.dumps(story_schema(), ensure_ascii=False, indent=2) + "\n"
