"""One question to the interface: filters, options of the list, the parts of the path, and the record that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rashomon.web.filters import AskedError, Condition, Filters, values, where
from rashomon.web.model import Model
from rashomon.web.pages import Mark, cut, question, read_cursor, read_limit, read_order, write_cursor

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of which record; `options` are the parameters that are no filters, `part` the id in the path."""

    model: Model
    filters: Filters
    options: Mapping[str, str]
    path: str
    query: tuple[tuple[str, str], ...] = ()
    part: str = ""

    @property
    def limit(self) -> int:
        """How many rows are asked for."""
        return read_limit(self.options.get("limit"))

    def next(self, mark: Mark) -> str:
        """The address of the page after the marked row."""
        kept = [pair for pair in self.query if pair[0] != "cursor"]
        return f"{self.path}?{urlencode([*kept, ('cursor', write_cursor(mark))])}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as SQL: `rows` selects the ``{sort}`` value, the key, and the columns; sorted and paged by one of `sorts`."""

    rows: str
    key: str
    sorts: Mapping[str, str]
    usual: str


def page(asked: Asked, listing: Listing, conditions: list[Condition], before: tuple[Any, ...] = ()) -> tuple[list[Row], str | None]:
    """The rows of the page (without the sort value) and the address of the next; `before` are values of `rows` itself."""
    sort, limit = asked.options.get("sort"), asked.limit
    order, name = read_order(sort, listing.sorts, listing.key, listing.usual), question(asked.filters, sort)
    cursor = asked.options.get("cursor")
    if cursor:
        conditions = [*conditions, order.after(read_cursor(cursor, asked.model.state, name))]
    sql = f"{listing.rows.replace('{sort}', order.value)} {where(conditions)} {order.sql} LIMIT ?"
    rows = asked.model.rows(sql, (*before, *values(conditions), limit + 1))
    shown, more = cut(rows, limit)
    last = Mark(asked.model.state, name, shown[-1][0], shown[-1][1]) if more else None
    return [row[1:] for row in shown], asked.next(last) if last else None


def missing(what: str, name: str) -> AskedError:
    """There is no such thing in the record."""
    return AskedError(None, f"{name}: no such {what} in this record (the list of {what}s has their ids)", 404)
