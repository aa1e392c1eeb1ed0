"""Weaving again as reports come: what was told, compared and made of claims before is kept, the result is that of a new loom.

A pair of the same two tellings has the same score, a group of the same tellings whose reports are copies of the same ones is the
same event. What is cheap is done anew each time: sorting the rows of blocks, and grouping.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.events.blocks import Numbers, worth_comparing
from rashomon.events.cluster import cluster, decisions
from rashomon.events.compare import compare, likeness
from rashomon.events.copies import Copies
from rashomon.events.judged import Judged, apply
from rashomon.events.origins import find_origins
from rashomon.events.stances import find_relations
from rashomon.events.standing import find_standing
from rashomon.events.telling import Telling, folded_text, placed, shelve, tell
from rashomon.events.tolls import find_tolls, find_totals
from rashomon.model import Claim, ClaimId, Event, Judgement, Report, ReportId

HALF = 32  # bits: two numbers of tellings make one

Group = tuple[tuple[int, ReportId], ...]
"""The tellings of an event by number, each with the report whose copy its own is."""


class Loom:
    """Holds what the last weaving knew, about as much memory as the claims and events themselves. Not for two threads at once.

    `compared` is the number of pairs that the last weaving had to look at.
    """

    def __init__(self) -> None:
        self._told: dict[ClaimId, tuple[int, Telling]] = {}
        self._raw: dict[ClaimId, Telling] = {}
        self._numbers = 0
        self.compared = 0
        self._pairs: Numbers = np.empty(0, np.int64)
        self._scores: NDArray[np.float64] = np.empty(0)
        self._events: dict[Group, Event] = {}
        self._quotes = Copies(alike=0.6, width=2, words=5)
        self._texts = Copies(alike=0.8, width=4, words=20)

    def weave(self, claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Event, ...]:
        """Events in order of their first claim, from all `claims`, `reports` and `judgements` there are, not only the new ones.

        Raises RashomonError where a claim's report is missing or a correction names an unknown field or value.
        """
        judged = apply(claims, judgements)
        tellings = self._tell(judged.standing, shelve(reports))
        numbers = np.array([self._told[telling.id][0] for telling in tellings], np.int64)
        alike = self._alike(tellings, numbers)
        groups = cluster(tellings, alike, decisions(judged.valid, _places_in_line(tellings, judged)))
        copies = self._copied_reports({telling.claim.report: telling.report for telling in tellings})
        self._events = dict(self._event([tellings[place] for place in group], copies) for group in groups)
        return tuple(self._events.values())

    def _tell(self, claims: Mapping[ClaimId, Claim], shelf: dict[ReportId, Report]) -> list[Telling]:
        """The tellings in order of publication. One that is as it was keeps its number."""
        raw = {name: self._once_told(name, claim, shelf) for name, claim in claims.items()}
        line = placed(sorted(raw.values(), key=lambda telling: telling.order))
        before, self._raw, self._told = self._told, raw, {}
        for telling in line:
            known = before.get(telling.id)
            if known is None or known[1] != telling:
                known, self._numbers = (self._numbers, telling), self._numbers + 1
            self._told[telling.id] = known
        return [self._told[telling.id][1] for telling in line]

    def _once_told(self, name: ClaimId, claim: Claim, shelf: Mapping[ReportId, Report]) -> Telling:
        known = self._raw.get(name)
        same = known is not None and known.claim == claim and known.report == shelf.get(claim.report)
        return known if known is not None and same else tell(name, claim, shelf)

    def _alike(self, tellings: Sequence[Telling], numbers: Numbers) -> list[tuple[int, int]]:
        """The pairs, by place in the line, whose reasons are enough for their family; the most alike first."""
        names = numbers.tolist()
        for place in range(self._quotes.back_to(names), len(names)):
            self._quotes.append(names[place], tellings[place].words)
        pairs = worth_comparing(tellings, self._quotes.pairs)
        scores = self._scored(tellings, pairs, (numbers[pairs[:, 0]] << HALF) | numbers[pairs[:, 1]])
        enough = np.array([telling.family.enough for telling in tellings])
        kept = np.flatnonzero(scores >= enough[pairs[:, 0]])
        best = kept[np.lexsort((pairs[kept, 1], pairs[kept, 0], -scores[kept]))]
        return [(left, right) for left, right in pairs[best].tolist()]

    def _scored(self, tellings: Sequence[Telling], pairs: Numbers, names: Numbers) -> NDArray[np.float64]:
        """How alike each pair is; compared where the pair, known by its two numbers, was not before."""
        scores = np.full(len(pairs), np.nan)
        if len(self._pairs):
            at = np.minimum(np.searchsorted(self._pairs, names), len(self._pairs) - 1)
            scores = np.where(self._pairs[at] == names, self._scores[at], np.nan)
        fresh = np.flatnonzero(np.isnan(scores)).tolist()
        self.compared = len(fresh)
        for place in fresh:
            left, right = pairs[place].tolist()
            scores[place] = likeness(compare(tellings[left], tellings[right]))
        order = np.argsort(names)
        self._pairs, self._scores = names[order], scores[order]
        return scores

    def _copied_reports(self, reports: dict[ReportId, Report]) -> dict[ReportId, ReportId]:
        """For each report that is a near-copy of an earlier one, that earlier one."""
        ids = list(reports)
        known = self._texts.back_to(ids)
        for name in ids[known:]:
            self._texts.append(name, folded_text(reports[name].text))
        return {ids[later]: ids[first] for first, later in self._texts.pairs}

    def _event(self, tellings: Sequence[Telling], copies: dict[ReportId, ReportId]) -> tuple[Group, Event]:
        group = tuple((self._told[one.id][0], copies.get(one.claim.report, one.claim.report)) for one in tellings)
        return group, self._events.get(group) or _woven(tellings, copies)


def _places_in_line(tellings: Sequence[Telling], judged: Judged) -> dict[ClaimId, int]:
    """The index of each claim under every id that it has or had."""
    present = {telling.id: number for number, telling in enumerate(tellings)}
    former = {known: present[now] for known, now in judged.now.items() if now in present}
    return former | present


def _woven(tellings: Sequence[Telling], copies: Mapping[ReportId, ReportId]) -> Event:
    """One happening: its claims in order of publication and what follows from them."""
    origins = find_origins(tellings, copies)
    relations, tolls = find_relations(tellings, origins), find_tolls(tellings, origins)
    return Event(
        claims=tuple(telling.claim for telling in tellings),
        relations=relations,
        origins=origins,
        tolls=tolls,
        totals=find_totals(tolls),
        standing=find_standing(tellings, relations),
    )
