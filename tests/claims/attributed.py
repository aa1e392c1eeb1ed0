"""Sentences with their attributions marked -> what was read and what should have been."""

import re
from functools import cache

from tests.claims.marked import report

from rashomon.claims.parse.grammar import parse
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains, attributions, find_chains
from rashomon.claims.survey import survey
from rashomon.knowledge import load
from rashomon.model import Attribution, ChainRole

MARK = re.compile(r"\[S:(?P<source>[^]]*)\]|\{(?P<cue>[^}]*)\}|<(?P<content>[^>]*)>")
EDGES = " ,.;:?!“”‘’«»„\"'—–-\n"


@cache
def read(text: str) -> tuple[Setting, Chains]:
    """The setting and the chains of a text."""
    (parsed,) = parse([report(text)], load().is_name)
    setting = survey(parsed, load())
    return setting, find_chains(setting)


def found_in(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text."""
    setting, chains = read(text)
    return attributions(chains, setting)


def plain(marked: str) -> str:
    """The sentence without its marks."""
    return MARK.sub(lambda m: next(group for group in m.groups() if group is not None), marked)


def wanted(marked: str) -> tuple[str, str, str]:
    """Source, cue and content of a marked sentence, pieces joined by a blank."""
    pieces = {name: [m[name] for m in MARK.finditer(marked) if m[name] is not None] for name in ("source", "cue", "content")}
    source, cue, content = (_joined(pieces[name]) for name in ("source", "cue", "content"))
    return source, cue, content


def words(attribution: Attribution, text: str) -> tuple[str, str, str]:
    """Source, cue and content of an attribution in the same form."""
    parts = (attribution.source, attribution.cue, attribution.content)
    source, cue, content = (_joined([span.of(text) for span in spans]) for spans in parts)
    return source, cue, content


def _joined(pieces: list[str]) -> str:
    stripped = [piece.strip(EDGES) for piece in pieces]
    said = re.sub(r"\s+", " ", " ".join(piece for piece in stripped if piece))
    return re.sub(r"[“”\"«»„‘]|(?<=\s)’|\s*,\s*$", "", re.sub(r"^that\s+", "", said)).replace(" ,", ",").strip(EDGES)


def names(text: str) -> list[str | None]:
    """Who speaks, by name, in text order."""
    return [attribution.name for attribution in found_in(text)]


def linked(text: str, role: ChainRole) -> list[str]:
    """The names in one role of all chains, in text order, each once."""
    found = [link.name for attribution in found_in(text) for link in attribution.chain if link.role is role]
    return list(dict.fromkeys(found))
