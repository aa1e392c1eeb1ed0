"""What needs a person as it is answered, and a decision as it is taken."""

from msgspec import Struct

from rashomon.web.items.places import CandidateItem


class ReviewItem(Struct, frozen=True):
    """Something that needs a person."""

    reason: str
    id: str
    claim: str | None
    other: str | None
    event: str | None
    report: str | None
    field: str | None
    margin: float | None
    why: str
    candidates: tuple[CandidateItem, ...]
    quote: str | None
    judged: int


class ReviewPage(Struct, frozen=True):
    """The queue, and how much there is for each reason."""

    reasons: dict[str, int]
    items: tuple[ReviewItem, ...]
    next: str | None


class NewJudgement(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision to be appended: `accept` keeps what was read, `correct` needs `field` and `value`, a pair needs `other`."""

    verdict: str
    claim: str
    by: str
    reason: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
