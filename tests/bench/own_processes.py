"""What a server and its children have used of the machine, and how busy it was with others."""

import os
import time
from pathlib import Path

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def _read_stat(pid: int) -> list[str] | None:
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None  # it has ended meanwhile
    return text.rpartition(")")[2].split()


def list_tree(root: int) -> list[int]:
    """List a process and all below it."""
    parents = {}
    for folder in _PROC.iterdir():
        fields = _read_stat(int(folder.name)) if folder.name.isdigit() else None
        if fields:
            parents[int(folder.name)] = int(fields[1])
    tree = [root]
    for pid in tree:
        tree += [child for child, parent in parents.items() if parent == pid]
    return tree


def _read_own_s(pid: int) -> float:
    """Read a process's own processor time, which its clock tells finer than `stat`'s ticks."""
    clock = (~pid << 3) | 2  # Linux: the scheduler's clock of a process, as clock_getcpuclockid()
    try:
        return time.clock_gettime(clock)
    except OSError:
        return 0.0  # it has ended meanwhile


def read_cpu_s(root: int) -> float:
    """Read the processor's seconds of a process and all below it, with those that have ended."""
    tree = list_tree(root)
    ended = [_read_stat(pid) or [] for pid in tree]
    of_ended_s = sum(int(ticks) for one in ended for ticks in one[13:15]) * _TICK_S
    return sum(map(_read_own_s, tree)) + of_ended_s


def _read_kb(pid: int, name: str) -> int:
    try:
        text = (_PROC / str(pid) / "status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name}:"))


def read_peak_mb(root: int) -> float:
    """Read the peak of a process's memory, with what those below it hold now and do not share."""
    _, *below = list_tree(root)
    held_kb = _read_kb(root, "VmHWM") + sum(_read_kb(pid, "RssAnon") for pid in below)
    return held_kb * 1024 / 1e6


class Busyness:
    """How busy the machine is with other programs from the making of this on."""

    def __init__(self) -> None:
        self._begun_s = self._read()

    @staticmethod
    def _read() -> tuple[float, float, float]:
        line = (_PROC / "stat").read_text(encoding="ascii").splitlines()[0]
        ticks = [int(one) for one in line.split()[1:9]]
        return sum(ticks) * _TICK_S, (ticks[3] + ticks[4]) * _TICK_S, read_cpu_s(os.getpid())

    def share_of_others(self) -> float:
        """Tell which share of the processors other programs have had since."""
        all_s, idle_s, own_s = (
            now - begun for now, begun in zip(self._read(), self._begun_s, strict=True)
        )
        return max(all_s - idle_s - own_s, 0) / all_s if all_s else 0.0
