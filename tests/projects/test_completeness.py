from projects.catalogue import Catalogue, read_catalogue
from projects.completeness import measure_completeness
from projects.gaps import GAPS, list_gaps


def test_gaps_of_a_record_are_listed(toy_catalogue: Catalogue) -> None:
    gaps = list_gaps(toy_catalogue.by_id["secret-works"])
    assert gaps == ("no-place", "no-district", "no-milestone", "no-alias", "no-english-alias")


def test_a_park_drawn_as_an_area_needs_no_extent(toy_catalogue: Catalogue) -> None:
    assert "no-extent" not in list_gaps(toy_catalogue.by_id["lake-park"])


def test_counts_add_up(toy_catalogue: Catalogue) -> None:
    for catalogue in (toy_catalogue, read_catalogue()):
        found = measure_completeness(catalogue)
        assert set(found.gaps) == set(GAPS)
        assert sum(found.accuracy.values()) == found.total == len(catalogue.projects)
        placed = sum(d.placed for d in found.districts)
        assert placed >= len(catalogue.placed)


def test_lines_have_their_number_in_both_writings() -> None:
    assert measure_completeness(read_catalogue()).gaps["no-other-numeral"] == ()
