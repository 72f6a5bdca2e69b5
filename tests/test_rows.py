"""A long table that is held in one test names every row that breaks its rule."""

import pytest


def be_even(number):
    assert number % 2 == 0, "odd"


def test_every_row_that_breaks_the_rule_is_named(hold_each):
    with pytest.raises(AssertionError, match="2 of 4 rows") as fault:
        hold_each([2, 3, 4, 5], be_even, name=lambda number: f"row {number}")
    assert "row 3: AssertionError: odd" in str(fault.value)
    assert "row 5: AssertionError: odd" in str(fault.value)


def test_whatever_a_row_fails_by_is_its_fault(hold_each):
    def raise_nothing(_):
        with pytest.raises(ValueError, match="never"):
            pass

    with pytest.raises(AssertionError, match="a: ZeroDivisionError"):
        hold_each(["a"], lambda _: 1 // 0)
    with pytest.raises(AssertionError, match="a: Failed"):
        hold_each(["a"], raise_nothing)


def test_a_table_without_rows_holds_nothing(hold_each):
    with pytest.raises(AssertionError, match="without rows"):
        hold_each([], be_even)
