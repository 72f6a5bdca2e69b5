"""The errors of this package."""

from collections.abc import Iterable
from dataclasses import dataclass


class AppError(RuntimeError):
    """Anything this package refuses."""


class SettingError(AppError, ValueError):
    """A setting of the server that cannot be used; the message says what it should be."""


class AssetError(AppError, KeyError):
    """A file of the page that is not there; the message lists those that are."""

    def __str__(self) -> str:
        """Say the message without the quotes that a KeyError adds."""
        return str(self.args[0])


@dataclass(frozen=True)
class StoryFault:
    """One wrong thing in a story's file or link.

    Parameters
    ----------
    kind
        What is wrong, as a slug; `app.words.story` says it in the reader's language.
    step
        The step it stands in, counted from 1.
    field
        The field, or the name that is not known.
    limit
        The number that was passed, or the line of the file.
    """

    kind: str
    step: int | None = None
    field: str = ""
    limit: int | None = None

    def __str__(self) -> str:
        """Say the fault in one line, for a log."""
        parts = [f"step {self.step}" if self.step else "", self.field, self.kind]
        number = f" ({self.limit})" if self.limit is not None else ""
        return ": ".join(part for part in parts if part) + number


class StoryError(AppError, ValueError):
    """A story that cannot be read, with every fault found in it."""

    def __init__(self, faults: Iterable[StoryFault]) -> None:
        """Gather the faults."""
        self.faults: tuple[StoryFault, ...] = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


class ExportError(AppError, ValueError):
    """A file that cannot be made; the message says why and what to do.

    Parameters
    ----------
    text
        The message, in English.
    kind
        What is wrong, as a slug; `app.words.refusals` says it in the reader's language.
    blanks
        What the sentence of the kind names.
    """

    def __init__(self, text: str, *, kind: str = "", **blanks: object) -> None:
        """Keep what can be said in another language."""
        super().__init__(text)
        self.kind = kind
        self.blanks = blanks

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes whole."""
        return _rebuild_export_error, (type(self), str(self), self.kind, self.blanks)


class FontError(ExportError):
    """A font that is not there, or lacks a character; the message names the package."""


def _rebuild_export_error(
    kind_of_error: type[ExportError], text: str, kind: str, blanks: dict[str, object]
) -> ExportError:
    """Make an error again that came from another process."""
    return kind_of_error(text, kind=kind, **blanks)


class SiteError(AppError, ValueError):
    """A site that cannot be published; the message says why and what to do."""
