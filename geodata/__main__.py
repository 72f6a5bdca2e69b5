"""``python -m geodata``: the commands over cities."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from geodata.city_folder import make_city_folder, plan_chinese_city, plan_city_elsewhere
from geodata.errors import GeodataError

ADCODE_DIGITS = 6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        Those of the process where None.

    Returns
    -------
    int
        The exit code: 0 done, 1 refused, 2 wrong use.
    """
    parser = argparse.ArgumentParser(prog="python -m geodata", description="Commands over cities.")
    commands = parser.add_subparsers(dest="command", required=True)
    city = commands.add_parser("city", help="make the folder of a city from packages")
    city.add_argument("adcode", metavar="ADCODE", help="six digits; in China those of GB/T 2260")
    city.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the folder to make; here, by its name",
    )
    city.add_argument(
        "--boundaries",
        type=Path,
        metavar="FILE",
        help="GeoJSON of districts, for a place elsewhere",
    )
    city.add_argument("--name-zh", default="", help="the Chinese name, for a place elsewhere")
    city.add_argument("--name-en", default="", help="the English name, for a place elsewhere")
    asked = parser.parse_args(arguments)
    if not (
        asked.adcode.isascii() and asked.adcode.isdecimal() and len(asked.adcode) == ADCODE_DIGITS
    ):
        parser.error(f"expected a code of six digits such as 140800, found {asked.adcode!r}")
    try:
        plan = (
            plan_chinese_city(asked.adcode)
            if asked.boundaries is None
            else plan_city_elsewhere(
                asked.adcode,
                boundaries=asked.boundaries,
                name_zh=asked.name_zh,
                name_en=asked.name_en,
            )
        )
        written = make_city_folder(plan, folder=asked.out or Path(plan.slug))
    except (GeodataError, OSError) as error:
        _write(sys.stderr, f"{error}\n")
        return 1
    for path in written:
        _write(sys.stdout, f"{path}: {path.stat().st_size} bytes\n")
    return 0


def _write(stream: TextIO, text: str) -> None:
    """Write to a console of any encoding, with substitutes for what it lacks."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding, "replace"))


if __name__ == "__main__":
    sys.exit(main())
