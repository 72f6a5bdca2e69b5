"""The words about stories and views: faults of a file, the title that a view suggests."""

from app.address import View
from app.errors import StoryFault
from app.messages import Words
from app.words.areas import area_name
from app.words.labels import choice_name, facet_name
from app.words.record import RecordWords
from projects.catalogue import Catalogue
from projects.filters import FACETS
from projects.media import clean_text, cut_text

MAX_NAMED = 3
_LONGEST_FIELD = 80


def fault_sentence(fault: StoryFault, words: Words) -> str:
    """Say what is wrong in a story's file, where, and what should stand there."""
    named = cut_text(clean_text(fault.field, medium="html"), most=_LONGEST_FIELD)
    sentence = {
        "not-json": words("This is not a JSON file (it stops making sense in line {limit})."),
        "not-an-object": words("This is JSON, but not a story."),
        "too-large": words("The file is larger than {limit} kB; a story is not."),
        "missing": words("“{field}” is missing."),
        "unknown-field": words("“{field}” is not a field of a story."),
        "too-long": words("“{field}” is longer than {limit} characters."),
        "too-many-steps": words("There are more than {limit} steps."),
        "no-steps": words("There is no step; a story has at least one."),
        "other-format": words("“{field}” names a format that is not known here."),
        "wrong-type": words("“{field}” is not of the kind expected there (text in quotes)."),
        "unknown-story": words("There is no story “{field}” here."),
        "damaged-code": words("The story in the link is cut off or altered."),
        "other-catalogue": words("The story is about another catalogue: {field}."),
    }[fault.kind].format(field=named, limit=1 if fault.limit is None else fault.limit)
    if fault.step is None:
        return sentence
    return words("Step {step}: {sentence}", step=fault.step, sentence=sentence)


def view_title(view: View, *, catalogue: Catalogue, words: Words) -> str:
    """Suggest a title for a view: the selected project, the filters, or the catalogue.

    Parameters
    ----------
    view
        The view.
    catalogue
        The catalogue that it is a view of.
    words
        The language.
    """
    if view.selected and view.selected in catalogue.by_id:
        return RecordWords(catalogue.by_id[view.selected], words).name
    parts = []
    for facet in FACETS:
        slugs = sorted(view.filters.choices(facet))
        if not slugs:
            continue
        names = words(", ").join(choice_name(facet, slug, words) for slug in slugs[:MAX_NAMED])
        if len(slugs) > MAX_NAMED:
            names = words.plural(
                "{name} and {n} more", "{name} and {n} more", len(slugs) - MAX_NAMED, name=names
            )
        parts.append(f"{facet_name(facet, words)} {names}" if facet == "due" else names)
    if view.filters.q:
        parts.append(words("“{text}”", text=view.filters.q))
    if view.filters.area:
        parts.append(area_name(view.filters.area, catalogue=catalogue, words=words))
    if not parts:
        metadata = catalogue.metadata
        return words.title_of(metadata)
    return " · ".join(parts)
