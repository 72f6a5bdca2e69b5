"""Links that were handed out keep opening exactly their view; the list only grows."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.address import read_view, view_parameters
from app.published.store import current_store
from app.show.show_address import read_show, show_parameters
from app.show.story import find_story

LIST = Path(__file__).parents[1] / "links.txt"
LINKS = [
    line
    for line in LIST.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SERVED = current_store().refresh()[0]
CATALOGUE_ID = SERVED.catalogue.metadata.id


def test_the_list_does_not_shrink():
    assert len(LINKS) >= 21
    assert len(set(LINKS)) == len(LINKS)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_says_again_what_it_said(link):
    parts = urlsplit(link)
    query = dict(parse_qsl(parts.query))
    served, _ = current_store().refresh(query.get("report"))
    view, dropped = read_view(query, known=served.known)
    said = view_parameters(view)
    if parts.path == "/present":
        show, lost = read_show(query)
        dropped += lost
        said |= show_parameters(show)
        if show.story:
            story = find_story(show.story, catalogue_id=CATALOGUE_ID)
            assert show.step <= len(story.steps)
            for step in story.steps:
                dropped += read_view(dict(parse_qsl(step.view)), known=SERVED.known)[1]
    assert dropped == []
    assert said == query
