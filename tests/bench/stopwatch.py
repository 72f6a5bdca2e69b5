"""How the measurements of pure code are timed and told: medians, beside a peer in the same run."""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def time_median(do: Callable[[], Any], *, repeats: int) -> tuple[float, Any]:
    """Return the median milliseconds of several runs and what the last one gave."""
    times = []
    result = None
    gc.collect()
    for _ in range(repeats):
        result = None
        start = time.perf_counter()
        result = do()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), result


def say_pair(name: str, ours_ms: float, *, peer: str, peer_ms: float) -> None:
    say(
        f"  {name:34} ours {ours_ms:10.2f} ms   {peer} {peer_ms:10.2f} ms"
        f"   ratio {ours_ms / peer_ms:.2f}"
    )
