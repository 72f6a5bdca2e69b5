"""What is built once for all workers: asked for again, failed, left half built."""

import pytest


def test_what_was_built_is_given_to_who_asks_again(build_once):
    made = build_once("twice", lambda folder: (folder / "page").write_text("first"))
    again = build_once("twice", lambda folder: (folder / "page").write_text("second"))
    assert made == again
    assert (again / "page").read_text() == "first"


def test_a_build_that_fails_says_why_to_everyone_and_leaves_nothing_behind(build_once):
    def fail(folder):
        (folder / "half").touch()
        raise ValueError("no paper")

    for _ in range(2):
        with pytest.raises(ValueError, match="no paper"):
            build_once("failing", fail)
    made = build_once("failing", lambda folder: (folder / "page").touch())
    assert [one.name for one in made.iterdir()] == ["page"]
