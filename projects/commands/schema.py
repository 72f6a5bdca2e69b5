"""``schema``: the JSON Schemas of a catalogue file, of outcomes and of corrections."""

import argparse
import json
from pathlib import Path

from geodata import files
from projects.commands.terminal import FINE, say
from projects.corrections import make_corrections_schema
from projects.model import make_collection_schema
from projects.overlaps.outcomes import make_outcomes_schema

SCHEMA_FILE = Path(__file__).parents[1] / "schema.json"
OUTCOMES_SCHEMA_FILE = Path(__file__).parents[1] / "overlaps" / "outcomes.schema.json"
CORRECTIONS_SCHEMA_FILE = Path(__file__).parents[1] / "corrections.schema.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("--write", action="store_true", help=f"write it to {SCHEMA_FILE.name}")


def write_schema() -> bytes:
    """Write the JSON Schema of a catalogue file."""
    text = json.dumps(make_collection_schema(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def write_outcomes_schema() -> bytes:
    """Write the JSON Schema of a file of outcomes."""
    text = json.dumps(make_outcomes_schema(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def write_corrections_schema() -> bytes:
    """Write the JSON Schema of a file of corrections."""
    text = json.dumps(make_corrections_schema(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def run(options: argparse.Namespace) -> int:
    """Write the schemas to their files, or that of a catalogue to standard output."""
    if options.write:
        files.write_bytes(SCHEMA_FILE, write_schema())
        files.write_bytes(OUTCOMES_SCHEMA_FILE, write_outcomes_schema())
        files.write_bytes(CORRECTIONS_SCHEMA_FILE, write_corrections_schema())
        say(f"{SCHEMA_FILE} and {OUTCOMES_SCHEMA_FILE.name} written")
    else:
        say(write_schema().decode().removesuffix("\n"))
    return FINE
