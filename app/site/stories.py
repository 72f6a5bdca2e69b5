"""The stories that ship for a report: each a map told step by step, and as plain text."""

from app.address import View
from app.exports.standalone import describe_map
from app.exports.summary import ViewSummary
from app.show.naming import name_steps
from app.show.story import Story, list_stories
from app.site.map_page import describe_site, map_places, map_roles
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.structured import describe_trail
from app.site.volume import Edition
from app.template import inline_json, render


def named_stories(edition: Edition) -> dict[str, Story]:
    """Return the stories of a report by their slug, every step with a title."""
    served = edition.volume.served
    return {
        slug: name_steps(story, served=served)
        for slug, story in list_stories(edition.volume.id).items()
    }


def _title(edition: Edition, story: Story) -> str:
    return edition.words.title_of(story) or edition.title


def make_story(edition: Edition, slug: str, story: Story) -> Page:
    """Make the page of a story: the map at its first step, its words below without a script.

    Parameters
    ----------
    edition
        The report and the language.
    slug
        The name of the story.
    story
        The story.
    """
    words, name = edition.words, f"stories/{slug}.html"
    path = edition.place_of(name)
    served = edition.volume.served
    summary = ViewSummary(served, View(lang=edition.lang), story=story)
    about = describe_map(summary) | {"site": describe_site(edition, path=path)}
    title = _title(edition, story)
    steps = [(words.title_of(step), words.pick(step.text_zh, step.text_en)) for step in story.steps]
    crumbs = [
        (edition.title, edition.place_of(INDEX)),
        (words("Stories"), edition.place_of("stories.html")),
    ]
    data = map_places(served, lang=edition.lang)
    return Page(
        name=name,
        title=title,
        description=" · ".join(step for step, _ in steps)[:300],
        body=render(
            "site/story.html",
            title=title,
            about=inline_json(about),
            roles=map_roles(),
            steps=steps,
        ),
        kind="map",
        styles=["map.css"],
        scripts=["leaflet.js", "map.js"],
        data=data,
        graph=[describe_trail(edition, crumbs, title=title, path=path)],
        row="stories.html",
        has_heading=False,
    )


def make_stories(edition: Edition, stories: dict[str, Story]) -> Page:
    """Make the page that leads to the stories.

    Parameters
    ----------
    edition
        The report and the language.
    stories
        The stories by their slug.
    """
    words, name = edition.words, "stories.html"
    path = edition.place_of(name)
    crumbs = [(edition.title, edition.place_of(INDEX))]
    listed = [
        {
            "title": _title(edition, story),
            "way": find_way(path, to=edition.place_of(f"stories/{slug}.html")),
            "steps": [words.title_of(step) for step in story.steps],
        }
        for slug, story in stories.items()
    ]
    title = words("Stories")
    return Page(
        name=name,
        title=title,
        description=words(", ").join(str(one["title"]) for one in listed),
        body=render("site/stories.html", listed=listed),
        kind="reading",
        crumbs=crumbs,
        graph=[describe_trail(edition, crumbs, title=title, path=path)],
        row=name,
    )
