"""Storylines -> figures of what is woven from hand-made claims, and from the claims that the program finds itself.

python tests/storylines/figures.py            both ways, the tuned and the held-out part apart
python tests/storylines/figures.py --wrong    and every difference, of the tuned part only
"""
# ruff: noqa: T201 - a script that prints its table

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.storylines.story import Mark, Said, Storyline, storylines, turned

from rashomon.events import weave
from rashomon.model import Claim, ClaimId, Event, Record


@dataclass(slots=True)
class Figures:
    """Counts over storylines; what differs is told in words."""

    events: int = 0
    exact: int = 0
    standing: int = 0
    tolls: int = 0
    tolls_right: int = 0
    pairs: Counter[str] = field(default_factory=Counter)
    stances: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[str] = field(default_factory=list)

    def precision(self) -> float:
        """Of the pairs that were joined, those of one event."""
        return share(self.pairs["right"], self.pairs["joined"])

    def recall(self) -> float:
        """Of the pairs of one event, those that were joined."""
        return share(self.pairs["right"], self.pairs["same"])

    def macro(self) -> float:
        """Mean F1 of the stances that occur."""
        found = [share(2 * one["right"], one["told"] + one["found"]) for one in self.stances.values() if one["told"]]
        return sum(found) / len(found) if found else 1.0


def share(part: int, whole: int) -> float:
    """A part of a whole, 1 of nothing."""
    return part / whole if whole else 1.0


def by_hand(story: Storyline) -> tuple[tuple[Event, ...], dict[ClaimId, Mark]]:
    """What is woven from the marks themselves."""
    return weave([mark.claim for mark in story.marks], story.reports), {mark.claim.id: mark for mark in story.marks}


def by_program(story: Storyline) -> tuple[tuple[Event, ...], dict[ClaimId, Mark]]:
    """What the program finds and weaves by itself; found claims are those of the marks whose words they share."""
    from rashomon.pipeline import tell

    record = tell([(f"{story.name}.jsonl", _as_rows(story).encode())])
    return record.events, dict(_met(story, record))


def _as_rows(story: Storyline) -> str:
    keys = {"name": "id", "published": "date"}
    rows = ({keys.get(key, key): value for key, value in row.items() if key != "claims"} for row in story.rows)
    return "\n".join(json.dumps(row, default=str) for row in rows)


def _met(story: Storyline, record: Record) -> Iterator[tuple[ClaimId, Mark]]:
    names = {report.id: report.name for report in story.reports}
    found = defaultdict(list)
    for report in record.reports:
        found[report.name] += [claim for claim in record.claims if claim.report == report.id]
    for mark in story.marks:
        alike = [claim for claim in found[names[mark.claim.report]] if _alike(mark.claim, claim)]
        if alike:
            yield max(alike, key=lambda claim: _overlap(mark.claim, claim)).id, mark


def _alike(mark: Claim, claim: Claim) -> bool:
    return mark.kind is claim.kind and 2 * _overlap(mark, claim) >= min(len(mark.quote), len(claim.quote))


def _overlap(mark: Claim, claim: Claim) -> int:
    return min(mark.quote.end, claim.quote.end) - max(mark.quote.start, claim.quote.start)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A storyline, the event of each claim that came out, and the marks of those that are marked."""

    story: Storyline
    home: dict[ClaimId, Event]
    marks: dict[ClaimId, Mark]


def measure(story: Storyline, events: Iterable[Event], marks: dict[ClaimId, Mark], figures: Figures) -> None:
    """Add what came out of one storyline."""
    out = Outcome(story, {claim.id: event for event in events for claim in event.claims}, marks)
    _count_pairs(out, figures)
    relations = set[Said]()
    for event in {id(one): one for one in out.home.values()}.values():
        relations |= set(_relations(event, marks))
    _count_stances(story, relations, figures)
    for name in story.standing:
        _count_event(out, name, figures)


def _count_pairs(out: Outcome, figures: Figures) -> None:
    story, home, marks = out.story, out.home, out.marks
    for left, right in combinations(sorted(marks), 2):
        joined, same = home[left] is home[right], marks[left].event == marks[right].event
        figures.pairs.update({"joined": joined, "right": joined and same})
        if joined != same:
            figures.wrong.append(f"{story.name}: {'joined' if joined else 'apart'}: {_words(left, marks)} | {_words(right, marks)}")
    sizes = Counter(mark.event for mark in story.marks)
    figures.pairs["same"] += sum(size * (size - 1) // 2 for size in sizes.values())


def _words(claim: ClaimId, marks: dict[ClaimId, Mark]) -> str:
    return f"{marks[claim].event} {marks[claim].claim.kind} ({marks[claim].origin})"


def _relations(event: Event, marks: dict[ClaimId, Mark]) -> Iterator[Said]:
    """Relations between origins; an origin goes by the mark of its first marked claim."""
    label = {claim: mark for origin in event.origins for mark in _first(origin.claims, marks) for claim in origin.claims}
    for one in event.relations:
        if one.left in label and one.right in label:
            yield turned(label[one.right].event, label[one.left].origin, label[one.right].origin, one.stance)


def _first(claims: Iterable[ClaimId], marks: dict[ClaimId, Mark]) -> list[Mark]:
    return [marks[claim] for claim in claims if claim in marks][:1]


def _count_stances(story: Storyline, found: set[Said], figures: Figures) -> None:
    for said in story.stances | found:
        counts = figures.stances[said[3]]
        counts.update({"told": said in story.stances, "found": said in found, "right": said in story.stances & found})
        if said not in story.stances & found:
            figures.wrong.append(f"{story.name}: {'missed' if said in story.stances else 'extra'}: {' | '.join(said)}")


def _count_event(out: Outcome, name: str, figures: Figures) -> None:
    story, home, marks = out.story, out.home, out.marks
    claims = [one for one in marks if marks[one].event == name]
    figures.events += 1
    if not claims:
        figures.wrong.append(f"{story.name}: {name}: not found")
        return
    most = Counter(home[claim].id for claim in claims).most_common(1)[0][0]
    event = next(home[claim] for claim in claims if home[claim].id == most)
    told = {mark.origin for mark in story.marks if mark.event == name}
    held = [claim for claim in marks if home[claim] is event]
    origins = [number for number, origin in enumerate(event.origins) if set(origin.claims) & set(held)]
    labels = {marks[claim].origin for claim in held}
    exact = len(origins) == len(told) == len(labels)
    figures.exact += exact
    if not exact:
        figures.wrong.append(f"{story.name}: {name}: {[origin.name for origin in event.origins]} for {sorted(told)}")
    _count_standing(story, name, event, figures)


def _count_standing(story: Storyline, name: str, event: Event, figures: Figures) -> None:
    found = {because.rule for because in getattr(event, "standing", ())}
    figures.standing += found == story.standing[name]
    if found != story.standing[name]:
        figures.wrong.append(f"{story.name}: {name}: standing {sorted(found)} for {sorted(story.standing[name])}")
    if name in story.killed:
        totals = [(one.low, one.best, one.high) for one in getattr(event, "totals", ()) if one.of == "killed"]
        figures.tolls += 1
        figures.tolls_right += story.killed[name] in totals
        if story.killed[name] not in totals:
            figures.wrong.append(f"{story.name}: {name}: killed {totals} for {story.killed[name]}")


def figures_of(way, *, held_out: bool) -> Figures:
    """The figures of one part, read in one way."""
    figures = Figures()
    for story in storylines():
        if story.held_out == held_out:
            measure(story, *way(story), figures)
    return figures


def main() -> None:
    """Print the table."""
    print("part      claims      events  origins  precision  recall  stances  standing  tolls")
    for way in (by_hand, by_program):
        for part, held_out in (("tuned", False), ("held out", True)):
            found = figures_of(way, held_out=held_out)
            cells = (
                share(found.exact, found.events),
                found.precision(),
                found.recall(),
                found.macro(),
                share(found.standing, found.events),
            )
            print(
                f"{part:<9} {way.__name__:<11} {found.events:>6}",
                *(f"{cell:8.2f}" for cell in cells),
                f" {found.tolls_right}/{found.tolls}",
            )
            if "--wrong" in sys.argv and not held_out:
                print(*(f"    {line}" for line in found.wrong), sep="\n")


if __name__ == "__main__":
    main()
