"""A source or a report as it is answered, a report with its text and all that is marked in it."""

from datetime import date

from msgspec import Struct

from rashomon.doors import BoilerplateRow, IssueRow, Pair, ReportHead
from rashomon.web.items.claims import ClaimItem


class SourceItem(Struct, frozen=True):
    """Who says something, under all spellings."""

    id: str
    name: str
    side: str | None
    offices: tuple[str, ...]
    spellings: tuple[str, ...]
    claims: int
    reports: int
    disputed: int


class ReportItem(ReportHead, frozen=True):
    """A report without its text, and how many claims are read from it."""

    claims: int


class EvidenceItem(Struct, frozen=True):
    """A reason for the day of publication."""

    first: date
    last: date
    by: str
    detail: str
    start: int | None
    end: int | None


class MarkItem(Struct, frozen=True):
    """Words of a report that are part of a claim."""

    claim: str
    of: str
    start: int
    end: int


class ChangeItem(Struct, frozen=True):
    """Words before and after an outlet changed its text."""

    before: Pair
    after: Pair


class VersionItem(Struct, frozen=True):
    """A later text beside an earlier one."""

    earlier: str
    later: str
    detail: str
    changes: tuple[ChangeItem, ...]


class OneReport(Struct, frozen=True):
    """A report with its text and all that is marked in it."""

    report: ReportItem
    text: str
    evidence: tuple[EvidenceItem, ...]
    passages: tuple[tuple[int, int, str], ...]
    sentences: tuple[Pair, ...]
    boilerplate: tuple[BoilerplateRow, ...]
    marks: tuple[MarkItem, ...]
    claims: tuple[ClaimItem, ...]
    versions: tuple[VersionItem, ...]
    issues: tuple[IssueRow, ...]
