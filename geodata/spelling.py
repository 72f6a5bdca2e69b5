"""Spelling: the pinyin of Chinese characters, by the dictionary of pypinyin laid out small.

pypinyin itself holds its 47,000 phrases as lists of lists, 55 MB of memory. Here they stay the
bytes of its file, in which those that begin with a character are looked up when it is first met.
The rule is that of pypinyin: from the left the longest phrase that is in the dictionary, else
one character.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from geodata.errors import FileFaultsError
from geodata.files import read_text

HAN: Final = (
    "\u3007\ue815-\ue864\ufa18\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a703-\U0002b73f\U0002b740-\U0002b81d\U0002b825-\U0002bf6e"
    "\U0002c029-\U0002ce93\U0002d016\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f"
    "\U00030000-\U0003134a\U000300f7-\U00031288\U00030edd\U00030ede\U00031350-\U00032389"
)
"""The characters that pypinyin cuts runs of, as ranges of a pattern."""
_PHRASES, _SIGNS = "phrases_dict.json", "pinyin_dict.json"
_PHRASE: Final = re.compile(r'"([^"]+)": \[')
_FIRST_READING: Final = re.compile(r'\[\s*"([^"]*)"')
_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_V_FOR_U: Final = str.maketrans({"ü": "v"})


@cache
def _without_tone(syllable: str) -> str:
    """Write a syllable without its tone, ü as v."""
    plain = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return unicodedata.normalize("NFC", plain).translate(_V_FOR_U)


class _Sorted:
    """The text of a dictionary that is sorted by its keys, of which an entry is found by halving.

    Parameters
    ----------
    text
        The dictionary as JSON.
    mark
        What stands between a key and its value.
    """

    def __init__(self, text: str, mark: bytes) -> None:
        self.text, self.mark = text.encode(), mark

    def key_at(self, at: int) -> tuple[bytes, int]:
        """Give the first key that ends at a place or after it, and where; nothing at the end."""
        end = self.text.find(self.mark, at)
        return (self.text[self.text.rfind(b'"', 0, end) + 1 : end], end) if end >= 0 else (b"", end)

    def seek(self, is_before: Callable[[bytes], bool]) -> int:
        """Give the place after the last key that is before what is looked for."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            key, end = self.key_at(middle)
            if end >= 0 and is_before(key):
                low = end + 1
            else:
                high = middle
        return low


class Speller:
    """The dictionary, of which only what begins with the asked characters is ever taken apart.

    Parameters
    ----------
    phrases
        The phrases with the readings of their characters, as pypinyin writes them.
    signs
        The characters with theirs.
    """

    def __init__(self, phrases: str, signs: str) -> None:
        """Keep both; they are sorted."""
        self._phrases, self._signs = _Sorted(phrases, b'": ['), _Sorted(signs, b'": "')
        self._syllables: dict[str, str] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self._rests: dict[str, str] = {}

    def __len__(self) -> int:
        """Count the phrases."""
        return self._phrases.text.count(self._phrases.mark)

    def spell(self, run: str) -> tuple[str, ...]:
        """Give one syllable a character; a character that has none stands for itself.

        Parameters
        ----------
        run
            Chinese characters alone.

        Examples
        --------
        >>> load_speller().spell("太原银行")
        ('tai', 'yuan', 'yin', 'hang')
        """
        return tuple(syllable for word in self._cut(run) for syllable in self._spell_word(word))

    def _spell_word(self, word: str) -> tuple[str, ...]:
        text, key = self._phrases.text, f'"{word}": ['.encode()
        self._read_rests(word[0])
        at = text.find(key, *self._spans[word[0]])
        if at < 0:
            return self._spell_signs(word)
        start = at + len(key)
        end = text.find(self._phrases.mark, start)
        told = text[start : end if end >= 0 else len(text)].decode()
        return tuple(map(_without_tone, _FIRST_READING.findall(told)))

    def _spell_signs(self, word: str) -> tuple[str, ...]:
        """Spell each character for itself."""
        found = self._syllables
        return tuple(
            found[sign] if sign in found else found.setdefault(sign, self._spell_sign(sign))
            for sign in word
        )

    def _spell_sign(self, sign: str) -> str:
        code = ord(sign)
        key, end = self._signs.key_at(self._signs.seek(lambda key: int(key) < code))
        if end < 0 or int(key) != code:
            return sign
        start = end + len(self._signs.mark)
        told = self._signs.text[start : self._signs.text.index(b'"', start)]
        return _without_tone(told.decode().partition(",")[0])

    def _read_rests(self, sign: str) -> str:
        """Read once the phrases that begin with a character: how each goes on, a line each."""
        known = self._rests.get(sign)
        if known is not None:
            return known
        first, phrases = sign.encode(), self._phrases
        start = phrases.seek(lambda key: key < first)
        end = phrases.seek(lambda key: key[: len(first)] <= first)
        # The mark of the last one is before the end, its readings are not.
        self._spans[sign] = (max(start - 1, 0), end + len(phrases.mark))
        block = phrases.text[start : end + len(phrases.mark)].decode(errors="ignore")
        rests = [phrase[1:] for phrase in _PHRASE.findall(block) if phrase[0] == sign]
        return self._rests.setdefault(sign, f"\n{chr(10).join(rests)}\n" if rests else "")

    def _cut(self, run: str) -> Iterator[str]:
        """Cut a run into phrases and single characters."""
        at = 0
        while at < len(run):
            rests = self._read_rests(run[at])
            longest, end = 0, at + 1
            while f"\n{run[at + 1 : end]}" in rests:
                if f"\n{run[at + 1 : end]}\n" in rests:
                    longest = end
                end += 1
                if end > len(run):
                    if not longest:  # what may yet become a phrase ends here: sign by sign
                        yield from run[at:]
                        return
                    break
            yield run[at : longest or at + 1]
            at = longest or at + 1


@cache
def load_speller() -> Speller:
    """Load the dictionary that comes with pypinyin, without loading pypinyin.

    Raises
    ------
    FileFaultsError
        Where it is not there.
    """
    found = find_spec("pypinyin")
    folder = Path("pypinyin") if found is None or not found.origin else Path(found.origin).parent
    speller = Speller(read_text(folder / _PHRASES), read_text(folder / _SIGNS))
    if not len(speller):
        fault = "expected phrases with their readings as pypinyin 0.55 writes them"
        raise FileFaultsError(folder / _PHRASES, [fault])
    return speller
