"""A keystroke in the search for a place, beside a plain look through all names."""

from stopwatch import say_pair, time_median

from geodata.gazetteer import load_gazetteer
from geodata.romanise import normalise

TYPED = ("长风大街站", "changfengjie", "tynz", "university of technology", "迎泽dajie", "a")


def bench_a_keystroke_beside_a_plain_look():
    places = load_gazetteer()
    names = [normalise(name) for one in places.entries for name in (one.name_zh, *one.aliases)]
    places.search(TYPED[0])  # the keys are made at the first search
    ours, _ = time_median(lambda: [places.search(text) for text in TYPED], repeats=9)
    plain, _ = time_median(
        lambda: [[name for name in names if normalise(text) in name] for text in TYPED], repeats=9
    )
    say_pair(f"6 searches, {len(names):,} names", ours, peer="plain look", peer_ms=plain)
