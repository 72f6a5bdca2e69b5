"""Starting to serve at 132 to 100,000 records: the first time, and from what was kept."""

import time
from urllib.request import urlopen

from many_projects import write_catalogue
from own_processes import read_cpu_s, read_peak_mb
from stopwatch import say
from ways import OURS, serve

SIZES = (132, 1_000, 10_000, 100_000)
PATIENCE_S = 60


def bench_start_at_every_size(tmp_path, find_port):
    """Print a table: wall and CPU seconds, how many times those at the smallest size, and MB."""
    smallest_s: dict[str, float] = {}
    say(f"\n{'records':>9} {'start':12} {'wall s':>7} {'CPU s':>7} {'times':>6} {'peak MB':>8}")
    for size in SIZES:
        path, _ = write_catalogue(tmp_path, size)
        told = []
        for name in ("first", "from cache"):
            folder = tmp_path / f"kept-{size}"
            with serve(OURS, path=path, files="", folder=folder, port=find_port()) as served:
                wall_s, cpu_s = time.perf_counter() - served.begun_s, read_cpu_s(served.pid)
                peak_mb = read_peak_mb(served.pid)
                with urlopen(f"{served.base}/readyz", timeout=PATIENCE_S) as answer:
                    told.append(answer.read())
            times = cpu_s / smallest_s.setdefault(name, cpu_s)
            say(f"{size:>9,} {name:12} {wall_s:7.1f} {cpu_s:7.1f} {times:6.1f} {peak_mb:8.0f}")
        assert told[0] == told[1]
        path.unlink()
