"""Sorted rows -> one page and the cursor to the next: keyset pages, no offsets."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

import msgspec

from rashomon.web.filters import AskedError, Condition, Filters

MOST, USUAL = 500, 100
Whole = Annotated[int, msgspec.Meta(ge=-(1 << 62), le=1 << 62)]
"""An integer that the database can take."""


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended: the state of the record, the question, and the sort value and key of the last row."""

    state: str
    question: str
    value: Whole | float | str
    key: Whole


@dataclass(frozen=True, slots=True)
class Order:
    """What the rows are sorted by: SQL that is never null, and the key that settles what is left."""

    value: str
    key: str
    down: bool

    @property
    def sql(self) -> str:
        """``ORDER BY value DESC, key DESC``."""
        way = "DESC" if self.down else "ASC"
        return f"ORDER BY {self.key} {way}" if self.value == self.key else f"ORDER BY {self.value} {way}, {self.key} {way}"

    def after(self, mark: Mark) -> Condition:
        """Rows that come after the marked one."""
        sign = "<" if self.down else ">"
        if self.value == self.key:
            return Condition(f"{self.key} {sign} ?", (mark.key,))
        return Condition(f"({self.value}, {self.key}) {sign} (?, ?)", (mark.value, mark.key))


def read_order(sort: str | None, sorts: Mapping[str, str], key: str, usual: str) -> Order:
    """``-claims`` -> the order of that list. Raises AskedError for a column by which it cannot be sorted."""
    asked = sort or usual
    name = asked.removeprefix("-")
    if name not in sorts:
        raise AskedError("sort", f"{name!r} is no column to sort by (one of: {', '.join(sorts)})")
    return Order(sorts[name], key, asked.startswith("-"))


def read_limit(value: str | None, most: int = MOST, usual: int = USUAL) -> int:
    """How many rows. Raises AskedError for what is no number from 1 to `most`."""
    if value is None:
        return usual
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
        raise AskedError("limit", f"{value!r} is no number from 1 to {most}")
    return int(value)


def question(filters: Filters, sort: str | None) -> str:
    """Eight digits that name filters and sort."""
    return sha256(f"{filters!r} {sort}".encode()).hexdigest()[:8]


def write_cursor(mark: Mark) -> str:
    """A mark as letters that are safe in an address."""
    return urlsafe_b64encode(msgspec.json.encode(mark)).decode().rstrip("=")


def read_cursor(cursor: str, state: str, asked: str) -> Mark:
    """The mark again. Raises AskedError where it is none, of another question (422), or of another state of the record (410)."""
    try:
        mark = msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=Mark)
    except (ValueError, msgspec.MsgspecError):
        raise AskedError("cursor", "this is no cursor (take it from `next`)", 422) from None
    if mark.question != asked:
        raise AskedError("cursor", "the cursor belongs to other filters or another sort (begin without it)", 422)
    if mark.state != state:
        raise AskedError("cursor", "the record has changed since (begin without the cursor)", 410)
    return mark


def cut(rows: Sequence[Any], limit: int) -> tuple[Sequence[Any], bool]:
    """The rows of the page out of one more than that, and whether there are more."""
    return rows[:limit], len(rows) > limit
