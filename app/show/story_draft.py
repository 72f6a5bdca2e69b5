"""A story in the making: steps added, moved, renamed, taken away; each change a new draft."""

from dataclasses import dataclass, replace

from app.show.story import MAX_STEPS, Step, Story

LIMITS = {"title": 80, "text": 400}


@dataclass(frozen=True)
class Draft:
    """A story that may still be empty.

    Parameters
    ----------
    title_zh, title_en
        The story's title.
    steps
        Its steps, in order.
    """

    title_zh: str | None = None
    title_en: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether a story holds no more steps."""
        return len(self.steps) >= MAX_STEPS

    def title(self, lang: str) -> str:
        """Return the title in a language, or in the other where it has none."""
        first, second = (
            (self.title_zh, self.title_en) if lang == "zh" else (self.title_en, self.title_zh)
        )
        return first or second or ""

    def rename(self, title: str, *, lang: str) -> "Draft":
        """Return the draft with its title in a language replaced."""
        text = title.strip()[: LIMITS["title"]] or None
        return replace(self, title_zh=text) if lang == "zh" else replace(self, title_en=text)

    def add(self, view: str, *, title: str, lang: str) -> "Draft":
        """Return the draft with a view added as the last step.

        Parameters
        ----------
        view
            The query string of the view.
        title
            The step's title.
        lang
            The language of the title.
        """
        if self.is_full:
            return self
        limit = LIMITS["title"]
        short = title if len(title) <= limit else f"{title[: limit - 1].rstrip()}…"
        step = Step.model_validate({"view": view, f"title_{lang}": short})
        return replace(self, steps=(*self.steps, step))

    def write(self, index: int, field: str, text: str, *, lang: str) -> "Draft":
        """Return the draft with the title or the text of a step replaced.

        Parameters
        ----------
        index
            The step, counted from 0.
        field
            ``title`` or ``text``.
        text
            What it says.
        lang
            The language it says it in.
        """
        value = text.strip()[: LIMITS[field]] or None
        return self._replace(index, {f"{field}_{lang}": value})

    def look(self, index: int, view: str) -> "Draft":
        """Return the draft with the view of a step replaced."""
        return self._replace(index, {"view": view})

    def move(self, index: int, *, by: int) -> "Draft":
        """Return the draft with a step moved up (-1) or down (1); at the ends it stays."""
        target = index + by
        if not (0 <= index < len(self.steps) and 0 <= target < len(self.steps)):
            return self
        steps = list(self.steps)
        steps[index], steps[target] = steps[target], steps[index]
        return replace(self, steps=tuple(steps))

    def remove(self, index: int) -> "Draft":
        """Return the draft without a step."""
        return replace(self, steps=self.steps[:index] + self.steps[index + 1 :])

    def _replace(self, index: int, values: dict[str, str | None]) -> "Draft":
        if not 0 <= index < len(self.steps):
            return self
        step = self.steps[index].model_copy(update=values)
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))


def open_draft(story: Story) -> Draft:
    """Return a story as a draft."""
    return Draft(story.title_zh, story.title_en, story.steps)


def close_draft(draft: Draft, *, catalogue_id: str) -> Story | None:
    """Return the draft as a story about a catalogue; None while it has no step."""
    if not draft.steps:
        return None
    return Story(
        catalogue=catalogue_id,
        title_zh=draft.title_zh,
        title_en=draft.title_en,
        steps=draft.steps,
    )
