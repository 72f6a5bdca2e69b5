"""The page for stewards: what a catalogue still lacks."""

from app.completeness.content import completeness_html
from app.components.more import most_listed, show_more
from app.components.session import current_view
from app.components.written import write_html
from app.messages import Words
from app.published.served import Served
from app.sections import section_html
from projects.completeness import measure_completeness


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    catalogue = served.catalogue
    found = measure_completeness(catalogue)
    most = most_listed("completeness")
    write_html(
        section_html(
            words("What the catalogue still lacks"),
            completeness_html(
                found, catalogue=catalogue, view=current_view(), words=words, most=most
            ),
            lead=words(
                "Of {n} records, for those who keep them. What is lacking is no fault: where"
                " nothing is known, nothing is made up.",
                n=len(catalogue.projects),
            ),
        ),
        words=words,
    )
    longest = max((len(ids) for ids in found.gaps.values()), default=0)
    show_more("completeness", listed=most, longest=longest, words=words)
