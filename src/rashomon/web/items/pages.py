"""One page of a list, and what is said instead of an answer."""

from msgspec import Struct, field


class Page(Struct, frozen=True):
    """One page of a list; `next` is the address of the one after it."""

    items: tuple[Struct, ...]
    next: str | None


class ProblemItem(Struct, frozen=True, omit_defaults=False):
    """What is wrong, why, and what helps (RFC 9457)."""

    title: str
    status: int
    detail: str
    parameter: str | None = None
    progress: float | None = None
    type: str = field(default="about:blank")
