"""Spelling: the pinyin of Chinese characters, by the dictionary of pypinyin laid out small.

pypinyin itself holds its 47,000 phrases as lists of lists, 55 MB of memory. Here a phrase is a few
bytes of a text, and only those that are not spelt character by character have a spelling of their
own. The rule is that of pypinyin: from the left the longest phrase that is in the dictionary, else
one character.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
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
_PHRASE: Final = re.compile(r'"([^"]+)": \[((?:\s*\[\s*"[^\]]*\],?)+)\s*\]')
_FIRST_READING: Final = re.compile(r'\[\s*"([^"]*)"')
_SIGN: Final = re.compile(r'"(\d+)": "([^",]*)')
_CODES: Final = 0x33000
"""Beyond all Chinese characters that have a code."""
_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_V_FOR_U: Final = str.maketrans({"ü": "v"})


def _without_tone(syllable: str) -> str:
    """Write a syllable without its tone, ü as v."""
    plain = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return unicodedata.normalize("NFC", plain).translate(_V_FOR_U)


class Speller:
    """The dictionary, as small as it may be.

    Parameters
    ----------
    phrases
        The phrases with the readings of their characters, as pypinyin writes them.
    signs
        The characters with theirs.
    """

    def __init__(self, phrases: str, signs: str) -> None:
        """Read both."""
        plain = cache(_without_tone)
        self._syllables = [""]
        self._numbers = array("H", bytes(2 * _CODES))
        numbers: dict[str, int] = {}
        for found in _SIGN.finditer(signs):
            syllable = plain(found[2])
            if syllable not in numbers:
                numbers[syllable] = len(self._syllables)
                self._syllables.append(syllable)
            self._numbers[int(found[1])] = numbers[syllable]
        self._odd: dict[str, tuple[str, ...]] = {}
        starting: dict[str, list[str]] = {}
        for found in _PHRASE.finditer(phrases):
            phrase = found[1]
            starting.setdefault(phrase[0], []).append(phrase[1:])
            spelt = tuple(map(plain, _FIRST_READING.findall(found[2])))
            if spelt != self._spell_signs(phrase):
                self._odd[phrase] = spelt
        self._rests = {sign: f"\n{chr(10).join(rests)}\n" for sign, rests in starting.items()}

    def __len__(self) -> int:
        """Count the phrases."""
        return sum(rests.count("\n") - 1 for rests in self._rests.values())

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
        odd = self._odd.get(word)
        return odd if odd is not None else self._spell_signs(word)

    def _spell_signs(self, word: str) -> tuple[str, ...]:
        """Spell each character for itself."""
        numbers, syllables = self._numbers, self._syllables
        return tuple(
            syllables[numbers[code]] or sign if (code := ord(sign)) < _CODES else sign
            for sign in word
        )

    def _cut(self, run: str) -> Iterator[str]:
        """Cut a run into phrases and single characters."""
        at = 0
        while at < len(run):
            rests = self._rests.get(run[at])
            longest, end = 0, at + 1
            while rests is not None and f"\n{run[at + 1 : end]}" in rests:
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
