"""``corrections``: what readers propose, checked and listed, and taken where a person says so."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from geodata.measure import distance_m
from projects.catalogue import Catalogue, read_catalogue
from projects.commands.editor import add_file, run_edit
from projects.commands.terminal import FAULTY, FINE, complain, say
from projects.corrections import (
    MAX_FILE_BYTES,
    Correction,
    CorrectionsError,
    ProposedPlace,
    read_corrections,
)
from projects.media import clean_text
from projects.model import Project
from projects.steward.errors import EditError
from projects.steward.taking import take_correction
from projects.table import write_table

_ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("corrections", type=Path, metavar="FILE", help="a reader's file or message")
    parser.add_argument("--take", metavar="NUMBERS", help="such as 1,3, or all")
    parser.add_argument("--licence", help="the terms on which a reader gave a place")
    add_file(parser)


def _read(path: Path) -> tuple[Correction, ...]:
    """Read the file, no more of it than a file of corrections has."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        text = f"cannot be read: {error.strerror}"
        raise CorrectionsError(str(path), [text]) from error
    return read_corrections(data, file=str(path))


def _say_present(correction: Correction, project: Project) -> str:
    """Say what stands in the catalogue now."""
    proposal = correction.proposal
    if isinstance(proposal, ProposedPlace):
        if project.geometry is None:
            return "no place"
        accuracy = f"± {project.place.accuracy_m:g} m"
        point = project.geometry.representative_point()
        far_m = distance_m(point, (proposal.lon, proposal.lat))
        return f"{accuracy}, about {far_m:.0f} m from the proposal"
    value = getattr(project, correction.field, None)
    return ",".join(value) if isinstance(value, tuple) else str(value or "–")


def _list(corrections: Sequence[Correction], *, catalogue: Catalogue) -> str:
    """List the corrections as a table, each with its number."""
    rows = []
    for number, one in enumerate(corrections, start=1):
        present = catalogue.present_ids.get(one.id)
        now = _say_present(one, catalogue.by_id[present]) if present else "no such record"
        if one.catalogue != catalogue.metadata.id:
            now = f"{now}; it is about {one.catalogue}"
        cells = (str(number), one.id, one.field, now, one.said, one.origin)
        rows.append([clean_text(cell, medium="terminal").replace("\n", " ") for cell in cells])
    return write_table(("number", "record", "field", "now", "proposed", "evidence"), rows)


def _choose(text: str, *, most: int) -> list[int]:
    """Choose corrections by their numbers.

    Raises
    ------
    EditError
        Where a number is none of the list.
    """
    if text.strip() == _ALL:
        return list(range(most))
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= most for part in parts):
        raise EditError(f"--take: expected numbers from 1 to {most}, or all; found {text!r}")
    return [int(part) - 1 for part in dict.fromkeys(parts)]


def run(options: argparse.Namespace) -> int:
    """List the corrections, and take those that are named."""
    try:
        corrections = _read(options.corrections)
        catalogue = read_catalogue(options.file)
        chosen = _choose(options.take, most=len(corrections)) if options.take is not None else []
    except CorrectionsError as error:
        say(str(error))
        return FAULTY
    say(_list(corrections, catalogue=catalogue))
    for number in chosen:
        one = corrections[number]
        if one.catalogue != catalogue.metadata.id:
            text = f"correction {number + 1} is about {one.catalogue}: give its file with --file"
            return complain(text)
        code = run_edit(lambda: _take(one, options), path=options.file)  # noqa: B023 - run at once
        if code != FINE:
            return code
    return FINE


def _take(correction: Correction, options: argparse.Namespace) -> None:
    present = read_catalogue(options.file).present_ids.get(correction.id, correction.id)
    named = correction.model_copy(update={"id": present})
    take_correction(options.file, named, licence=options.licence)
