"""The folder of a site: written beside the old one, swapped when whole, only what changed anew."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import SiteError

MANIFEST = "manifest.json"
MAKER = "city-projects-map"
VERSION = 1
PARTS = "parts"


@dataclass(frozen=True)
class Written:
    """A file as it was written: the digest of its bytes, their number, and what it was made from.

    Parameters
    ----------
    sha256
        The digest of its bytes.
    size
        How many they are.
    made_from
        A digest of what it was made from; empty where it is made anew each time.
    """

    sha256: str
    size: int
    made_from: str = ""


@dataclass(frozen=True)
class Part:
    """Files of a site that were made together from the same.

    Parameters
    ----------
    made_from
        A digest of what they were made from.
    files
        Their places, also of those that other parts share.
    notes
        What else is known of them, in the words of their maker.
    """

    made_from: str
    files: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class Tally:
    """How many files were made anew, kept, and left out."""

    written: int = 0
    kept: int = 0
    removed: int = 0
    size: int = 0


@dataclass
class SiteFolder:
    """A site that is being written.

    Parameters
    ----------
    part
        The folder in which it grows.
    old
        The good site that stands now; None where there is none.
    before
        What that one holds.
    parts_before
        The parts that it was made in.
    """

    part: Path
    old: Path | None
    before: Mapping[str, Written]
    parts_before: Mapping[str, Part] = field(default_factory=dict)
    files: dict[str, Written] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    _open: dict[str, None] | None = field(default=None, init=False)

    def keep_part(self, name: str, *, made_from: str) -> tuple[str, ...] | None:
        """Keep all files of a part where it was made from the same; gives its notes.

        Parameters
        ----------
        name
            The part.
        made_from
            A digest of what it would be made from.

        Returns
        -------
        tuple of str or None
            None where it has to be made.
        """
        known = self.parts_before.get(name)
        if known is None or known.made_from != made_from:
            return None
        if not all(self._is_there(place) for place in known.files):
            return None
        for place in known.files:
            if place not in self.files:
                self.keep(place, made_from=self.before[place].made_from)
        self.parts[name] = known
        return known.notes

    @contextlib.contextmanager
    def make_part(self, name: str, *, made_from: str) -> Iterator[list[str]]:
        """Make a part: what is put meanwhile belongs to it; gives a list for its notes.

        Parameters
        ----------
        name
            The part.
        made_from
            A digest of what it is made from.
        """
        self._open, notes = {}, list[str]()
        yield notes
        self.parts[name] = Part(made_from, tuple(self._open), tuple(notes))
        self._open = None

    def put(self, place: str, body: bytes, *, made_from: str = "") -> None:
        """Put a file where it belongs; the same bytes as before keep the old file with its date.

        Parameters
        ----------
        place
            Its place in the site.
        body
            Its bytes.
        made_from
            A digest of what it was made from, so that it need not be made again.
        """
        if self._open is not None:
            self._open[place] = None
        known = self.files.get(place)
        digest = hashlib.sha256(body).hexdigest()
        if known is not None:
            if known.sha256 != digest:
                raise SiteError(f"{place}: two pages ask for this place; give one another id")
            return
        before = self.before.get(place)
        is_same = before is not None and before.sha256 == digest
        if not (is_same and self._link(place)):
            path = self._path(place)
            path.write_bytes(body)
        self._note(place, Written(digest, len(body), made_from), is_kept=is_same)

    def keep(self, place: str, *, made_from: str) -> bool:
        """Keep the old file where it was made from the same; say whether it was.

        Parameters
        ----------
        place
            Its place in the site.
        made_from
            A digest of what it would be made from.
        """
        before = self.before.get(place)
        if before is None or before.made_from != made_from or not self._link(place):
            return False
        self._note(place, before, is_kept=True)
        return True

    def make(self, place: str, body: Callable[[], bytes], *, made_from: str) -> None:
        """Put a file that costs much to make: only where what it is made from has changed.

        Parameters
        ----------
        place
            Its place in the site.
        body
            Makes its bytes.
        made_from
            A digest of what it is made from.
        """
        if not self.keep(place, made_from=made_from):
            self.put(place, body(), made_from=made_from)

    def size_of(self, place: str) -> int:
        """Return how many bytes a file has that was put already."""
        return self.files[place].size

    def _note(self, place: str, written: Written, *, is_kept: bool) -> None:
        if self._open is not None:
            self._open[place] = None
        self.files[place] = written
        self.tally.size += written.size
        if is_kept:
            self.tally.kept += 1
        else:
            self.tally.written += 1

    def _path(self, place: str) -> Path:
        path = self.part / place
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _is_there(self, place: str) -> bool:
        """Say whether the old file is there and whole."""
        if self.old is None or place not in self.before:
            return False
        try:
            return (self.old / place).stat().st_size == self.before[place].size
        except OSError:
            return False

    def _link(self, place: str) -> bool:
        """Take over the old file, with its date; say whether it is there and whole."""
        if self.old is None or not self._is_there(place):
            return False
        source = self.old / place
        try:
            path = self._path(place)
            try:
                os.link(source, path)
            except OSError:
                shutil.copy2(source, path)
        except OSError:
            return False
        return True

    def finish(self) -> None:
        """Write what the site holds."""
        self.tally.removed = len(self.before.keys() - self.files.keys())
        entries = {
            place: {"sha256": one.sha256, "bytes": one.size}
            | ({"made_from": one.made_from} if one.made_from else {})
            for place, one in sorted(self.files.items())
        }
        parts = {
            name: {"made_from": one.made_from, "files": one.files, "notes": one.notes}
            for name, one in sorted(self.parts.items())
        }
        content = {"made_by": MAKER, "version": VERSION, "files": entries, PARTS: parts}
        text = json.dumps(content, ensure_ascii=False, indent=0)
        (self.part / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def read_manifest(folder: Path) -> Mapping[str, Written]:
    """Read what a site holds.

    Parameters
    ----------
    folder
        A site of ours.

    Raises
    ------
    SiteError
        Where the folder is none.
    """
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        entries: dict[str, Any] = content["files"] if content["made_by"] == MAKER else {}
        if not entries:
            raise ValueError(MANIFEST)  # noqa: TRY301 - said in words below
        return {
            place: Written(one["sha256"], int(one["bytes"]), one.get("made_from", ""))
            for place, one in entries.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SiteError(
            f"{folder}: expected an empty folder, or a site that this command wrote (with its"
            f" {MANIFEST}); found other files. Nothing was touched; name another folder with --out"
        ) from error


def _read_parts(folder: Path) -> Mapping[str, Part]:
    """Read the parts that a site was made in; none where it does not tell them."""
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes()).get(PARTS, {})
        return {
            name: Part(one["made_from"], tuple(one["files"]), tuple(one["notes"]))
            for name, one in told.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _previous(out: Path) -> Path:
    """Return where the old site stands for the moment of the swap."""
    return out.with_name(f".{out.name}.before")


def _open_old(out: Path) -> Path | None:
    """Return the good site that stands now; None where there is none.

    A swap that was cut short is undone first.
    """
    previous = _previous(out)
    if previous.is_dir() and not out.exists():
        previous.rename(out)
    if not out.exists():
        return None
    if not out.is_dir() or out.is_symlink():
        raise SiteError(f"{out}: expected a folder to write the site in; found something else")
    return out if any(out.iterdir()) else None


@contextlib.contextmanager
def open_folder(out: Path) -> Iterator[SiteFolder]:
    """Open the folder of a site for writing; the site there changes only when all went well.

    Parameters
    ----------
    out
        The folder.

    Raises
    ------
    SiteError
        Where the folder holds something else than a site of ours, or cannot be written.
    """
    out = out.absolute()
    old = _open_old(out)
    before = read_manifest(old) if old is not None else {}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.part-"))
    except OSError as error:
        raise SiteError(f"{out}: the site cannot be written there: {error.strerror}") from error
    try:
        part.chmod(0o755)
        folder = SiteFolder(part, old, before, _read_parts(old) if old is not None else {})
        yield folder
        folder.finish()
        _swap(part, out)
    except OSError as error:
        raise SiteError(f"{out}: the site cannot be written: {error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(part: Path, out: Path) -> None:
    """Put the new site in the place of the old one, which is there until the new one is."""
    previous = _previous(out)
    shutil.rmtree(previous, ignore_errors=True)
    if out.exists():
        out.rename(previous)
    try:
        part.rename(out)
    except OSError:
        if previous.exists():
            previous.rename(out)
        raise
    shutil.rmtree(previous, ignore_errors=True)
