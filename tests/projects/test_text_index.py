"""The keys of a catalogue as one text: found as by looking at every record."""

from hypothesis import given
from hypothesis import strategies as st

from projects.catalogue import Catalogue
from projects.search import match_words, search_keys_for, split_query
from projects.text_index import TextIndex, text_index_of

KEYS = st.lists(st.lists(st.text(alphabet="ab太", min_size=1, max_size=5), max_size=3), max_size=6)
WORDS = st.lists(st.text(alphabet="ab太", min_size=1, max_size=3), max_size=3)


@given(keys=KEYS, words=WORDS)
def test_a_search_at_once_finds_what_a_look_at_every_record_finds(
    keys: list[list[str]], words: list[str]
) -> None:
    index = TextIndex(keys)
    assert index.match(words).tolist() == [
        match_words(words, joined="\n".join(own), called={}) for own in keys
    ]
    assert [index.keys(row) for row in range(len(index))] == keys


def test_the_keys_of_a_catalogue_are_made_once(toy_catalogue: Catalogue) -> None:
    index = text_index_of(toy_catalogue)
    assert text_index_of(toy_catalogue) is index
    for row, project in enumerate(toy_catalogue.projects):
        assert index.keys(row) == search_keys_for(project, city=toy_catalogue.city)
    assert index.match(split_query("nothing of that name")).sum() == 0
