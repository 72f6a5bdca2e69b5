"""The names of a story's steps: those it gives, and those its views suggest."""

from app.address import read_query, read_view
from app.messages import LANGUAGES, Words
from app.published.served import Served
from app.show.story import Step, Story
from app.words.story import view_title

_MOST = 80


def suggest_titles(step: Step, *, served: Served) -> dict[str, str]:
    """Suggest a step's title in each language, from its view.

    Parameters
    ----------
    step
        The step.
    served
        The catalogue.
    """
    view, _ = read_view(read_query(step.view), known=served.known)
    catalogue = served.catalogue
    return {
        lang: view_title(view, catalogue=catalogue, words=Words(lang))[:_MOST] for lang in LANGUAGES
    }


def name_steps(story: Story, *, served: Served) -> Story:
    """Return the story with a title for every step: a file has no server that suggests one.

    Parameters
    ----------
    story
        The story.
    served
        The catalogue.
    """
    steps = []
    for step in story.steps:
        if step.title_zh or step.title_en:
            steps.append(step)
            continue
        titles = suggest_titles(step, served=served)
        named = {f"title_{lang}": title for lang, title in titles.items()}
        steps.append(step.model_copy(update=named))
    return story.model_copy(update={"steps": tuple(steps)})
