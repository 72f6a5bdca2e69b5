"""What the rules of changes ask of a report and its records, whoever holds them.

A `projects.catalogue.Catalogue` has it all; an atlas of millions of records has it as rows, without
a model of each.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from projects.derive import Dated
from projects.model import Metadata
from projects.rows import Figured


class Named(Protocol):
    """A record, as far as it is told of."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name_zh(self) -> str:
        """Its usual name."""


N = TypeVar("N", bound=Named)


class Quoted(Protocol):
    """A citation, as far as its wording is weighed."""

    @property
    def wording(self) -> str:
        """The phrase that carries the fact."""


class Origin(Protocol):
    """A source from elsewhere, as far as it is believed and named."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def trust(self) -> str | None:
        """How far it is to be relied on."""


class Happening(Dated, Protocol):
    """A milestone, as far as two reports are held against each other."""

    @property
    def citations(self) -> Sequence[Quoted]:
        """Where the report says it."""

    @property
    def source(self) -> Origin | None:
        """Where a fact from elsewhere was found."""

    @property
    def fulfils(self) -> bool | None:
        """False where it is not what was promised."""


class Told(Named, Protocol):
    """A record, as far as two reports are held against each other."""

    @property
    def aliases_id(self) -> Sequence[str]:
        """The ids that it had before."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def status(self) -> str:
        """How it stands."""

    @property
    def milestones(self) -> Sequence[Happening]:
        """What happened or is to."""

    @property
    def figures(self) -> Sequence[Figured]:
        """What the report counts of it."""

    @property
    def citations(self) -> Sequence[Quoted]:
        """Where the report speaks of it."""


R = TypeVar("R", bound=Told)
"""A kind of record: models, or rows of an atlas."""
Told_co = TypeVar("Told_co", bound=Told, covariant=True)


class Report(Protocol[Told_co]):
    """A report, as far as it is held against another."""

    @property
    def metadata(self) -> Metadata:
        """What it says of itself."""

    @property
    def projects(self) -> Sequence[Told_co]:
        """Its records, in its order."""

    @property
    def by_id(self) -> Mapping[str, Told_co]:
        """Its records by their present id."""

    @property
    def present_ids(self) -> Mapping[str, str]:
        """The present id behind each id, present or former."""
