"""A name -> the keys under which its spellings meet: `fold` for the same letters, `sound` for the same sound."""

import re
from functools import lru_cache

from anyascii import anyascii

_SILENT = re.compile("['’‘`´ʼʹʻʿʾ\"“”]")
_GAPS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ez|es|et|er|ed|edh|adh|ath)[-‐–](?=\w)", re.IGNORECASE)
_BARE_ARTICLE = re.compile(r"^(?:al|el) (?=\w)")

# Letters that write one sound in one romanisation and another in the next.
_CLUSTERS = {
    "shch": "S",  # Klishchiivka, Klishivka
    "szcz": "S",
    "stch": "S",
    "zsch": "S",
    "sch": "S",
    "sh": "S",
    "tch": "C",
    "ch": "C",
    "cz": "C",
    "ts": "C",
    "tz": "C",
    "dzh": "Z",  # Dzhankoi, Zhankoi
    "zh": "Z",  # Zaporizhzhia, Zaporozje
    "kh": "h",  # Kharkiv, Harkiv
    "gh": "h",
    "dh": "d",
    "th": "t",
    "ph": "f",
    "ck": "k",
}
_CLUSTER = re.compile("|".join(sorted(_CLUSTERS, key=lambda letters: -len(letters))))
VOWELS = "aeiouyj"
_LETTERS = str.maketrans({**dict.fromkeys(VOWELS), "x": "kS", "q": "k", "w": "v", "g": "h", "z": "Z", "s": "S"})  # g: Gorlovka
_TWICE = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_ACCENTED = re.compile("[\u0080-\u02af\u1e00-\u1eff]+")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The name without case, accents, apostrophes, hyphens: ``Slov’yans’k`` and ``Slovyansk``, ``El-Fasher`` and ``Al Fasher``.

    Latin letters become ASCII; other scripts keep their letters, so that no foreign name is taken for an English word.
    """
    if name.isascii():
        if name.isalpha():
            return name.lower()
    else:
        name = _ACCENTED.sub(lambda letters: anyascii(letters.group()), _SILENT.sub("", name)).casefold()
    plain = _ARTICLE.sub("al ", _SILENT.sub("", name).lower())
    return _BARE_ARTICLE.sub("al ", _GAPS.sub(" ", plain).strip())


def in_news(name: str) -> str:
    """A romanised name as papers print it: ``Chornomors’k`` -> Chornomorsk, ``Khān Shaykhūn`` -> Khan Shaykhun."""
    return _ACCENTED.sub(lambda letters: anyascii(letters.group()), _SILENT.sub("", name))


def sound(name: str) -> str:
    """The consonants of the name as they are heard: ``Klishchiivka``, ``Klishchevka`` and ``Klishivka`` are ``klSvk``.

    Any script goes in; a leading vowel is kept as ``A``, articles and the difference of h and g are dropped.
    """
    return heard(fold(name))


def heard(folded: str) -> str:
    """The sound of a name that is folded already."""
    plain = folded.removeprefix("al ").replace(" ", "")
    if not plain.isascii():
        plain = _NO_LETTER.sub("", anyascii(plain).lower())
    if plain.endswith("h") and plain[-2:-1] in VOWELS:
        plain = plain[:-1]
    consonants = _CLUSTER.sub(lambda letters: _CLUSTERS[letters.group()], plain).translate(_LETTERS)
    return _TWICE.sub(r"\1", ("A" if plain and plain[0] in VOWELS else "") + consonants)
