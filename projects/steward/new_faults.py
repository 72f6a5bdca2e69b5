"""The faults that a change of a catalogue would bring in."""

from projects.checks import check_bytes
from projects.errors import Fault
from projects.report import Report
from projects.steward.errors import EditError


def _key(fault: Fault) -> tuple[str, ...]:
    """Name a fault whatever the file is called."""
    return fault.record, fault.field, fault.expected, fault.found


def find_new_faults(
    before: bytes, after: bytes, *, file: str, report: Report | None
) -> list[Fault]:
    """Find the faults that a change would bring in.

    Parameters
    ----------
    before, after
        The catalogue, as the bytes of a file.
    file
        Its name.
    report
        The report that citations are held against, where it is at hand.

    Raises
    ------
    EditError
        Where the catalogue was no plain JSON before.
    """
    found = check_bytes(before, file=file, report=report).faults
    if any(fault.check == "json" for fault in found):
        raise EditError(f"{file}: is not plain JSON; mend that by hand first, see check")
    old = {_key(fault) for fault in found}
    found = check_bytes(after, file=file, report=report).faults
    return [fault for fault in found if _key(fault) not in old]
