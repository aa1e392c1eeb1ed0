"""Claims -> numbers in square brackets, and the list that says which exact words each number stands for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rashomon.model import Claim, ClaimId, Report, ReportId
from rashomon.views.marks import visible
from rashomon.views.wording import day_words, days_words, outlet_of

MOST_IN_A_ROW = 5  # numbers that follow each other and are still told one by one


@dataclass(slots=True)
class Citations:
    """Numbers given in order of first use, one for each claim."""

    reports: Mapping[ReportId, Report]
    cited: dict[ClaimId, Claim] = field(default_factory=dict)
    numbers: dict[ClaimId, int] = field(default_factory=dict)

    def cite(self, claims: Iterable[Claim]) -> str:
        """``[1][4]`` for the claims, each once, lowest number first; a long run is a range."""
        found = set()
        for claim in claims:
            self.cited.setdefault(claim.id, claim)
            found.add(self.numbers.setdefault(claim.id, len(self.numbers) + 1))
        return "".join(_runs(sorted(found)))

    def listed(self) -> Iterator[tuple[str, str]]:
        """For each number: outlet, date and title; the exact quote with the report's name and offsets."""
        for claim_id, number in self.numbers.items():
            claim = self.cited[claim_id]
            report = self.reports[claim.report]
            head = ", ".join(part for part in (outlet_of(report), published_words(report), _title(report)) if part)
            quote = visible(claim.quote.of(report.text))
            yield f"[{number}] {head}:", f"“{quote}” ({report.name} {claim.quote.start}-{claim.quote.end})"


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """``[1]``, ``[4]``; numbers that follow each other are a range where they are many: ``[1]–[60]``."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield from [f"[{run[0]}]–[{run[-1]}]"] if len(run) > MOST_IN_A_ROW else [f"[{number}]" for number in run]


def published_words(report: Report) -> str:
    """``5 Mar 2024``, ``4 to 5 Mar 2024`` or ``date not known``."""
    if report.published is None:
        return "date not known"
    first, last = report.published.first, report.published.last
    return day_words(first) if first == last else days_words(first, last)


def _title(report: Report) -> str:
    return " ".join(visible(report.title).split()) if report.title else ""
