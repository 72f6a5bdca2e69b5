"""A story that a page makes: its addresses in the show and in the editor."""

import json
from urllib.parse import quote

from app.address import View
from app.links import page_address
from app.show.show_address import Show, show_address
from app.show.story import Story, encode_story


def story_links(story: Story, *, view: View) -> tuple[str, str]:
    """Return the addresses of a story in the show and in the editor; nothing is stored.

    Parameters
    ----------
    story
        The story.
    view
        Its language and its report.
    """
    draft = {"id": "", "changed": "", **story.model_dump(exclude_none=True)}
    body = json.dumps(draft, ensure_ascii=False, separators=(",", ":"))
    own = View(lang=view.lang, report=view.report)
    shown = show_address(Show(story=encode_story(story)), view=own)
    return shown, f"{page_address(own, page='story')}#story={quote(body, safe='')}"
