"""The words of a record: every fact of a project as each page, file and feed tells it."""

from dataclasses import dataclass
from functools import cached_property

from app.messages import Words
from app.words.citations import say_citation
from app.words.dates import date_text
from app.words.labels import choice_name, term_name
from app.words.milestones import MilestoneWords, describe_milestone
from app.words.provenance import say_provenance
from app.words.values import say_area_drawn, say_error, say_extent, say_figure, say_length_drawn
from projects import vocabulary
from projects.derive import measure_project
from projects.model import Project

NO_NUMBER = "–"
"""What stands in a column of years where no year is promised."""


def say_reason(place_type: str, words: Words) -> str:
    """Say why a project is not drawn."""
    return {
        "district": words("only the district is known"),
        "city": words("it covers the whole city"),
    }.get(place_type, words("the place is not known"))


def say_no_district(place_type: str, words: Words) -> str:
    """Say what stands in the place of a district's name where the record has none."""
    return words("Whole city") if place_type == "city" else words("not known")


@dataclass(frozen=True)
class RecordWords:
    """A project in words; each fact is put into words when it is first asked for.

    Parameters
    ----------
    project
        The record.
    words
        The language.
    """

    project: Project
    words: Words

    @cached_property
    def name(self) -> str:
        """Its name."""
        return self.words.name_of(self.project)

    @cached_property
    def second_name(self) -> str:
        """Its name in the other language."""
        return Words("en" if self.words.lang == "zh" else "zh").name_of(self.project)

    @cached_property
    def sector(self) -> str:
        """Its sector."""
        return term_name(vocabulary.SECTORS, self.project.sector, self.words)

    @cached_property
    def kind(self) -> str:
        """What it is."""
        return term_name(vocabulary.KINDS, self.project.kind, self.words)

    @cached_property
    def status(self) -> str:
        """How far it is."""
        return term_name(vocabulary.STATUSES, self.project.status, self.words)

    @cached_property
    def named_districts(self) -> str:
        """The districts that the record names; empty where it names none."""
        names = (choice_name("district", one, self.words) for one in self.project.districts)
        return self.words(", ").join(names)

    @cached_property
    def districts(self) -> str:
        """The districts, or why there is none: the whole city, or not known."""
        return self.named_districts or say_no_district(self.project.place.type, self.words)

    @cached_property
    def due(self) -> str:
        """The year that is promised, or that none is."""
        return str(self.project.due) if self.project.due else self.words("no year promised")

    @cached_property
    def due_year(self) -> str:
        """The year that is promised, as it stands in a column of years."""
        return str(self.project.due) if self.project.due else NO_NUMBER

    @cached_property
    def promise(self) -> str:
        """For which year it is promised; empty where for none."""
        due = self.project.due
        return self.words("promised for {year}", year=due) if due else ""

    @cached_property
    def aliases(self) -> str:
        """What else it is called."""
        return self.words(", ").join(self.project.aliases)

    @cached_property
    def where(self) -> str:
        """How sure its place is, or why there is none."""
        place = self.project.place
        if self.project.geometry is None:
            return say_reason(place.type, self.words)
        return say_error(place.accuracy_m or 0, self.words)

    @cached_property
    def summary(self) -> str:
        """What it is, in a sentence."""
        return self.words.pick(self.project.summary_zh, self.project.summary_en)

    @cached_property
    def remark(self) -> str:
        """What the reader is warned of, with its heading; empty where nothing is."""
        text = self.words.pick(self.project.remark_zh, self.project.remark_en)
        return self.words("Remark: ") + text if text else ""

    @cached_property
    def events(self) -> tuple[MilestoneWords, ...]:
        """Its milestones."""
        return tuple(describe_milestone(one, self.words) for one in self.project.milestones)

    @cached_property
    def milestones(self) -> str:
        """Its milestones in one line."""
        return self.words("; ").join(event.line(self.words) for event in self.events)

    @cached_property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """What the report counts of it: the label, the value with its unit."""
        return tuple(
            (self.words.pick(one.label_zh, one.label_en), say_figure(one, self.words))
            for one in self.project.figures
        )

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Where the report speaks of it, each place once."""
        said = (say_citation(one, self.words) for one in self.project.citations)
        return tuple(dict.fromkeys(said))

    @cached_property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The facts of a card: label and text."""
        words = self.words
        facts = [
            (words("Sector"), self.sector),
            (words("Kind"), self.kind),
            (words("Status"), self.status),
            (words("District"), self.districts),
            (words("Due"), self.due),
        ]
        if self.aliases:
            facts.append((words("Also called"), self.aliases))
        return tuple(facts)

    @cached_property
    def place(self) -> tuple[tuple[str, str], ...]:
        """What is known of its place and where that comes from: label and text."""
        words, project, place = self.words, self.project, self.project.place
        label = words("Accuracy") if project.geometry else words("Why it is not drawn")
        measures = measure_project(project)
        length_m, area_m2 = measures.length_m, measures.area_m2
        facts = (
            (words("What is drawn"), term_name(vocabulary.PLACE_TYPES, place.type, words)),
            (label, self.where),
            (words("Extent"), place.extent_m and say_extent(place.extent_m, words)),
            (words("Length of what is drawn"), length_m and say_length_drawn(length_m, words)),
            (words("Area of what is drawn"), area_m2 and say_area_drawn(area_m2, words)),
            (words("Method"), say_method(place.method, words)),
            (words("Source"), place.source and say_provenance(place.source, words)),
            (words("Licence"), place.licence and say_provenance(place.licence, words)),
            (words("As of"), place.as_of and date_text(place.as_of, lang=words.lang)),
        )
        return tuple((name, text) for name, text in facts if text)


def say_method(method: str | None, words: Words) -> str:
    """Say how a place was found: a method is written in both languages, parted by " / "."""
    zh, _, en = (method or "").partition(" / ")
    return words.pick(zh, en)
