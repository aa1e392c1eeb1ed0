"""Names of persons -> the same person or not, over romanisations: Zelensky and Zelenskyy, al-Burhan and Burhan."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from rashomon.knowledge.nations import DATA, read_toml
from rashomon.knowledge.phrasebook import fold, tokens

# Applied in order to a folded word: what romanisations of Cyrillic and Arabic spell in several ways is spelt in one.
ROMANISATIONS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"shch|sch", "sh"),  # Oleshchuk, Oleschuk
        (r"dzh|dj|zh", "j"),  # Prigozhin, Prigojin
        (r"kh", "h"),  # Mikhail, Mihail
        (r"gh", "g"),
        (r"gu(?=[ei])", "g"),  # Serguei
        (r"ou|oo", "u"),  # Lukashenko in French and English
        (r"ks", "x"),
        (r"w", "v"),
        (r"q|ck", "k"),
        (r"ph", "f"),
        (r"(?<![sc])h(?!$)", "g"),  # Hromov, Gromov; not the last letter of Haniyeh
        (r"j$", "i"),  # Andrej
        (r"(?<=[^aeiou])[iy]o", "e"),  # Aksyonov, Aksenov
        (r"[iy]+", "i"),  # Syrskyi, Syrskiy, Syrsky
        (r"i(?=e(?!h?$))", ""),  # Syniehubov, Synehubov
        (r"^e(?=[vg])|^ie", "e"),  # Evgeny, Yevgeny
        (r"enka$", "enko"),  # Lukashenka, Lukashenko
        (r"ai", "ei"),  # Dayf, Deif
        (r"(?<=[a-z]{3})[ae]h?$", "a"),  # Haniyeh, Haniya
        (r"(.)\1+", r"\1"),  # Mohammed, Mohamed
    )
)
ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)-", re.IGNORECASE)
SERVANT = re.compile(r"\babd(?:[aeuo]l|[eu])?[ -]?(?=\w{3})")  # Abdel Fattah, Abdelfattah, Abd al-Fattah


class NamesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of names.toml."""

    given: list[list[str]]
    titles: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]

    def representatives(self) -> dict[str, str]:
        """Every spelling of a given name -> the first one's, both folded and spelt in one way."""
        return {_spelt(fold(name)): _spelt(fold(group[0])) for group in self.given for name in group}


def _spelt(word: str) -> str:
    for pattern, spelling in ROMANISATIONS:
        word = pattern.sub(spelling, word)
    return word


@cache
def _known() -> tuple[NamesFile, dict[str, str]]:
    file: NamesFile = read_toml(DATA / "names.toml", NamesFile)
    return file, file.representatives()


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name, each in its one spelling, the family name last; titles and articles left out."""
    file, given = _known()
    words = [word.folded for word in tokens(name) if word.folded != "s"]
    while len(words) > 1 and words[0] in file.titles:
        words = words[1:]
    kept = [word for word in words if word not in file.particles] or words
    plain = " ".join(given.get(_spelt(word), word) for word in kept)
    spelt = [_spelt(word) for word in SERVANT.sub("abd ", plain).split()]
    return (*(given.get(word, word) for word in spelt[:-1]), *spelt[-1:])


def person_key(name: str) -> str:
    """One key for all spellings of a full name: ``Volodimir Zelenskiy`` and ``Volodymyr Zelenskyy`` have the same."""
    return " ".join(_parts(name))


def same_person(one: str, other: str) -> bool:
    """True where two names can be one person's: equal family names, and given names that do not differ.

    ``Syrskyi`` and ``Oleksandr Syrsky`` can be; ``Rob Bauer`` and ``Bob Bauer`` are two.
    """
    left, right = sorted((_parts(one), _parts(other)), key=len)
    if not left or not right or left[-1] != right[-1]:
        return False
    rest = iter(right[:-1])
    return all(any(_same_given(given, longer) for longer in rest) for given in left[:-1])


def _same_given(one: str, other: str) -> bool:
    """Equal, or one the other's initial."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def looks_like_person(words: Sequence[str]) -> bool:
    """True where two to five words can be a person's full name: capitals, no word of bodies, places or days."""
    file, _ = _known()
    bare = [ARTICLE.sub("", word.strip(".,'’\"")) for word in words]
    names = [word for word in bare if fold(word) not in file.particles]
    return 2 <= len(names) <= len(bare) <= 5 and all(_is_name(word) and fold(word) not in file.never for word in names)


def _is_name(word: str) -> bool:
    """A capital first, letters only, not an abbreviation: ``Jean-Luc``, ``M``; not ``NATO``, ``M23``."""
    letters = re.sub(r"[-'’]", "", word)
    return letters.isalpha() and letters[0].isupper() and (len(letters) == 1 or not letters.isupper())
