"""Gold claims + found claims -> figures: what share was found, what share of the found is right, how well each part agrees.

A found claim answers a gold claim when both are of one kind and the shorter quote lies at least half inside the other.
Each answers at most once. An optional gold claim neither costs nor earns; a part that is `unsure` in gold is not counted.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

Row = Mapping[str, Any]  # JSON as read: a gold file, or what `rashomon annotate` printed for one report
Bounds = tuple[int, int]
Tally = Counter[tuple[str, str]]  # (figure, hit | missed | extra) -> how often

NAMED = ("source", "channel", "relay", "actor", "target")
USUAL = {"polarity": "affirmed", "certainty": "stated", "verification": None}  # what is said of most claims earns nothing
BAGS = frozenset({"claim", "place", "quantity", "boilerplate", *USUAL})  # figures in which too much costs as much as too little
SHARED_LETTERS = 4  # "defence" and "defense", "Russia" and "Russian" begin alike
LITTLE = frozenset("the of in for and its his her a an".split())
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in 0..1 and the number of gold and found cases that it rests on."""

    value: float
    count: int


def quote_of(claim: Row, text: str) -> Bounds:
    """Where a gold claim's words stand; `nth` says which of several equal passages is meant."""
    start = -1
    for _ in range(claim.get("nth", 0) + 1):
        start = text.index(claim["span"], start + 1)
    return start, start + len(claim["span"])


def _common(left: Bounds, right: Bounds) -> int:
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def _either(left: Bounds, right: Bounds) -> int:
    return left[1] - left[0] + right[1] - right[0] - _common(left, right)


def _answers(gold: Row, quote: Bounds, found: Row) -> bool:
    other = (found["start"], found["end"])
    shorter = min(quote[1] - quote[0], other[1] - other[0])
    same_kind = found["kind"] == gold["kind"] or found["kind"] in gold.get("kind_also", ())
    return same_kind and 2 * _common(quote, other) >= max(1, shorter)


def pair(gold: Sequence[Row], found: Sequence[Row], text: str) -> dict[int, int]:
    """Index of a gold claim -> index of the found claim that answers it; required claims, exact kinds, large overlaps first."""
    options = []
    for g, wanted in enumerate(gold):
        quote = quote_of(wanted, text)
        for f, claim in enumerate(found):
            if _answers(wanted, quote, claim):
                other = (claim["start"], claim["end"])
                share = _common(quote, other) / max(1, _either(quote, other))
                options.append((not wanted.get("optional"), wanted["kind"] == claim["kind"], share, -g, -f))
    pairs: dict[int, int] = {}
    for *_, g, f in sorted(options, reverse=True):
        if -g not in pairs and -f not in pairs.values():
            pairs[-g] = -f
    return pairs


def _stems(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("y", "i")  # Malyar, Maliar
    words = "".join(letter if letter.isalnum() else " " for letter in plain.replace("'s", "")).split()
    return {word[:SHARED_LETTERS] for word in words if word not in LITTLE}


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def same_name(left: str | None, right: str | None) -> bool:
    """Whether two names share more than a third of their word beginnings, or one is the other's initials."""
    if not left or not right:
        return not left and not right
    if left.lower() == _initials(right) or right.lower() == _initials(left):
        return True
    first, second = _stems(left), _stems(right)
    return 3 * len(first & second) > len(first | second)


def kilometres(left: Row, right: Row) -> float:
    """The great-circle distance of two points with `latitude` and `longitude`."""
    north, south = radians(left["latitude"]), radians(right["latitude"])
    east = radians(left["longitude"] - right["longitude"])
    return 2 * EARTH_KM * asin(sqrt(sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2))


def same_place(name: str, found: Row, atlas: Mapping[str, Row]) -> bool:
    """By name, or by lying within the radius that `places.json` gives."""
    known = atlas.get(name)
    if known and found.get("latitude") is not None:
        return kilometres(known, found) <= float(known["radius_km"])
    return _stems(name) == _stems(found["name"])


def same_days(left: Sequence[str] | None, right: Sequence[str] | None) -> bool:
    """Both unknown, or first and last day each at most one day apart."""
    if not left or not right:
        return not left and not right
    return all(abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= 1 for a, b in zip(left, right, strict=True))


def _bag(tally: Tally, figure: str, matched: int, wanted: int, given: int) -> None:
    tally[figure, "hit"] += matched
    tally[figure, "missed"] += wanted - matched
    tally[figure, "extra"] += given - matched


def _part(tally: Tally, figure: str, agrees: bool) -> None:
    tally[figure, "hit" if agrees else "missed"] += 1


def _count_parts(tally: Tally, gold: Row, found: Row, atlas: Mapping[str, Row]) -> None:
    known = {*NAMED, *USUAL, "when", "place", "quantity"} - set(gold.get("unsure", ()))
    for part in NAMED:
        accepted = [gold[part], *gold.get(f"{part}_also", ())]
        if part in known and (gold[part] or part == "source"):
            _part(tally, part, any(same_name(name, found[part]) for name in accepted))
    for part in known & set(USUAL):
        wanted, given = ({claim[part]} - {USUAL[part]} for claim in (gold, found))
        _bag(tally, part, len(wanted & given), len(wanted), len(given))
    if "when" in known:
        _part(tally, "when", same_days(gold["when"], found["when"]))
    if "place" in known:
        left = list(found["places"])
        for name in gold["place"]:
            hit = next((place for place in left if same_place(name, place, atlas)), None)
            left = [place for place in left if place is not hit]
        _bag(tally, "place", len(found["places"]) - len(left), len(gold["place"]), len(found["places"]))
    if "quantity" in known:
        told, read = (Counter((q["min"], q["max"]) for q in claim["quantities"]) for claim in (gold, found))
        _bag(tally, "quantity", (told & read).total(), told.total(), read.total())


def _count_claims(tally: Tally, gold: Sequence[Row], found: Sequence[Row], pairs: Mapping[int, int]) -> None:
    required = [("hit" if g in pairs else "missed", claim) for g, claim in enumerate(gold) if not claim.get("optional")]
    surplus = [("extra", claim) for f, claim in enumerate(found) if f not in pairs.values()]
    for how, claim in required + surplus:
        tally["claim", how] += 1
        tally[f"F1 of {claim['kind']}", how] += 1


def _count_disputes(tally: Tally, gold: Row, partners: Mapping[str, Row]) -> None:
    for dispute in gold["disputes"]:
        sides = [partners[claim] for claim in (dispute["a"], dispute["b"]) if claim in partners]
        _part(tally, "dispute", any(told["relation"] == dispute["relation"] for side in sides for told in side["disputes"]))


def _letters(pieces: Iterable[Bounds]) -> set[int]:
    return {position for start, end in pieces for position in range(start, end)}


def _count_frame(tally: Tally, gold: Row, row: Row, text: str) -> None:
    theirs = _letters((text.index(piece), text.index(piece) + len(piece)) for piece in gold["boilerplate"])
    mine = _letters((piece["start"], piece["end"]) for piece in row["boilerplate"])
    _bag(tally, "boilerplate", len(theirs & mine), len(theirs), len(mine))
    first, last = [gold["published"]] * 2 if isinstance(gold["published"], str) else gold["published"]
    _part(tally, "published", bool(row["published"]) and first <= row["published"][1] and row["published"][0] <= last)


def count(gold: Row, row: Row, text: str, atlas: Mapping[str, Row]) -> Tally:
    """The tally of one report; tallies of several reports add up."""
    tally: Tally = Counter()
    wanted, found = gold["claims"], row["claims"]
    pairs = pair(wanted, found, text)
    _count_claims(tally, wanted, found, pairs)
    for g, f in pairs.items():
        if not wanted[g].get("optional"):
            quote, other = quote_of(wanted[g], text), (found[f]["start"], found[f]["end"])
            _bag(tally, "overlap", _common(quote, other), _either(quote, other), _common(quote, other))
            _count_parts(tally, wanted[g], found[f], atlas)
    _count_disputes(tally, gold, {wanted[g]["id"]: found[f] for g, f in pairs.items()})
    _count_frame(tally, gold, row, text)
    return tally


def figures(tally: Tally) -> dict[str, Figure]:
    """Precision and recall of claims; F1 where too much can be found, else the share of hits. What had no case is left out."""
    out: dict[str, tuple[int, int]] = {}
    for name in sorted({figure for figure, _ in tally}, key=lambda name: (name.startswith("F1 of"), name)):
        hit, missed, extra = (tally[name, how] for how in ("hit", "missed", "extra"))
        if name == "claim":
            out |= {"claim precision": (hit, extra), "claim recall": (hit, missed)}
        label = f"{name} F1" if name in BAGS else name
        out[label] = (2 * hit, missed + extra) if name in BAGS or name.startswith("F1 of") else (hit, missed)
    return {name: Figure(good / (good + bad), good + bad) for name, (good, bad) in out.items() if good + bad}
