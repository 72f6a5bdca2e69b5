"""A process that dies, or runs out of room, in the middle of a write."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geodata import files

pytestmark = pytest.mark.slow  # each starts a process

OLD, NEW = b"old" * 1000, b"new" * 100_000
_WRITE = """
import os, resource, signal, sys
from pathlib import Path
from geodata import files
{before}
files.write_bytes(Path(sys.argv[1]), b"new" * 100_000)
"""
_AT_EVENT = """
def kill(event, arguments):
    if event == {event!r}:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
"""
_HALF = """
signal.signal(signal.SIGXFSZ, signal.{action})
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
"""


def write_in_process(path: Path, *, before: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _WRITE.format(before=before), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("before", "by"),
    [
        (_AT_EVENT.format(event="tempfile.mkstemp"), signal.SIGKILL),
        (_HALF.format(action="SIG_DFL"), signal.SIGXFSZ),
        (_AT_EVENT.format(event="os.rename"), signal.SIGKILL),
    ],
    ids=["before it writes", "half way", "before the new takes the place of the old"],
)
def test_a_killed_write_leaves_the_old_file_whole(tmp_path, before, by):
    path = tmp_path / "a.geojson"
    path.write_bytes(OLD)
    assert write_in_process(path, before=before).returncode == -by
    assert path.read_bytes() == OLD
    files.write_bytes(path, NEW)
    assert path.read_bytes() == NEW


def test_a_full_disk_is_said_and_leaves_the_old_file_alone(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_bytes(OLD)
    ended = write_in_process(path, before=_HALF.format(action="SIG_IGN"))
    assert "a.geojson: cannot be written" in ended.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["a.geojson"]
    assert path.read_bytes() == OLD
