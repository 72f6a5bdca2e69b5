"""What lies where in the folder of an atlas, and how its files are written."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet as pq

from projects.atlas.errors import AtlasError

LAYOUT: Final = 1
"""The number of this layout; a folder that says another is not opened."""

ABOUT, SHARDS, CATALOGUES = "atlas.json", "shards.parquet", "catalogues.parquet"
COUNTS, CELLS, PLACES = "counts.parquet", "cells.parquet", "places.parquet"
TILES, RECORDS = "overview.pmtiles", "records"

_FEW_VALUES: Final = [
    *("catalogue_id", "adcode", "year", "level", "sector", "kind", "status", "accuracy_class"),
    *("figures", "summary_zh", "summary_en", "districts.list.element"),
    *("place_type", "place_method", "place_source", "place_licence", "place_as_of"),
]
_ASKED: Final = [
    *("id", "catalogue_id", "adcode", "level", "year"),
    *("bbox.xmin", "bbox.ymin", "bbox.xmax", "bbox.ymax"),
]
"""Columns of few values, and those by which rows are asked for: the rest needs no more."""


def name_shard(adcode: str) -> str:
    """Name the file of a shard within the folder, in Hive's layout.

    Examples
    --------
    >>> name_shard("900100")
    'records/province=90/adcode=900100/records.parquet'
    """
    return f"{RECORDS}/province={adcode[:2]}/adcode={adcode}/records.parquet"


def write_table(table: pa.Table, path: Path) -> int:
    """Write a table whole or not at all, and give the size of its file in bytes.

    Parameters
    ----------
    table
        The table.
    path
        Its file; the folders above are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    # The types are those of Parquet itself; a copy of the schema would be a tenth of a shard.
    with pq.ParquetWriter(
        beside,
        table.schema,
        compression="zstd",
        use_dictionary=_FEW_VALUES,
        write_statistics=_ASKED,
        store_schema=False,
    ) as writer:
        writer.add_key_value_metadata(table.schema.metadata or {})
        writer.write_table(table, row_group_size=16_384)
    beside.replace(path)
    return path.stat().st_size


def read_table(folder: Path, name: str, **options: Any) -> pa.Table:  # noqa: ANN401 - of pyarrow
    """Read a table of an atlas.

    Parameters
    ----------
    folder
        The folder of the atlas.
    name
        The file within it.
    **options
        What pyarrow is told, such as ``columns`` and ``filters``.

    Raises
    ------
    AtlasError
        Where it is not there or no such table.
    """
    try:
        # A file of its own: a folder's name such as adcode=… is no column to be added here.
        return pq.read_table(folder / name, partitioning=None, **options)
    except (OSError, pa.ArrowException) as error:
        said = " ".join(str(error).split())
        raise AtlasError(
            f"{folder / name}: expected a table of an atlas; found {said}; "
            "build it with: python -m projects atlas build DIR --out FOLDER"
        ) from error


def write_about(folder: Path, about: Mapping[str, Any]) -> None:
    """Write what an atlas says of itself; it is written last, so that it stands for the whole."""
    text = json.dumps({"layout": LAYOUT, **about}, ensure_ascii=False, indent=2) + "\n"
    (folder / ABOUT).write_text(text, encoding="utf-8")


def read_about(folder: Path) -> dict[str, Any]:
    """Read what an atlas says of itself.

    Raises
    ------
    AtlasError
        Where the folder holds no atlas of this layout.
    """
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AtlasError(
            f"{folder}: expected the folder of an atlas; found no {ABOUT}; "
            "build it with: python -m projects atlas build DIR --out FOLDER"
        ) from error
    if about.get("layout") != LAYOUT:
        raise AtlasError(
            f"{folder}: expected an atlas of layout {LAYOUT}; found {about.get('layout')!r}; "
            "build it anew"
        )
    return about
