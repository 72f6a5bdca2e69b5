"""What was noticed of a row of a brought table, in the reader's words."""

from app.messages import Words


def say_row_kind(text: str, *, words: Words) -> str:
    """Say in a few words what a reason or a note of an import is about.

    Parameters
    ----------
    text
        The reason or note as the import gives it: its kind, a colon, the particulars.
    words
        The language.

    Examples
    --------
    >>> say_row_kind("swapped: longitude and latitude seem swapped", words=Words("en"))
    'Longitude and latitude swapped'
    """
    kinds = {
        "accuracy_m": words("Accuracy is no number of metres"),
        "centroid": words("The middle of a district"),
        "citation": words("Citation incomplete"),
        "date": words("Date not as YYYY-MM-DD"),
        "duplicate": words("The same place as an earlier row"),
        "gcj02-shift": words("Shifted as between two datums"),
        "geometry": words("Shape that cannot be used"),
        "id": words("Id taken already"),
        "mention": words("Name not in the paragraph"),
        "no-number": words("Coordinates that are no numbers"),
        "null-island": words("Coordinates are 0, 0"),
        "outside": words("Outside the city"),
        "paragraph": words("Paragraph not in the report"),
        "swapped": words("Longitude and latitude swapped"),
        "wording": words("Words not in the paragraph"),
        "wrong-sign": words("Wrong sign of a coordinate"),
    }
    kind = text.partition(":")[0]
    if kind in kinds:
        return kinds[kind]
    if text.startswith("expected "):
        return words("Needed fields empty")
    if text.startswith("read "):
        return words("Coordinates read")
    if "of the gazetteer (" in text:
        return words("Name found among the places")
    if text.startswith("the gazetteer has no place"):
        return words("Name not among the places")
    return words("Refused by the checks")
