"""The tools that an assistant may call; each reads the ledger, none writes, none uses the network."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from rashomon.errors import RashomonError
from rashomon.knowledge.namesakes import usual_names
from rashomon.ledger import Address, Ledger, Wanted, store_at
from rashomon.mcp.answers import READ_SO, Values, brief_answer, claims_answer, event_answer, place_answer
from rashomon.model import Kind, Record
from rashomon.pipeline import recall
from rashomon.views.selection import Choice

KEPT = 4  # records, each as of a day
Mark = tuple[object, ...]
Tell = Callable[[str], None]

Day = Annotated[date | None, Field(description="ISO date, 2023-09-15")]
PlaceName = Annotated[str | None, Field(description="Name of a settlement in any spelling: Bakhmut, Artyomovsk")]
Most = Annotated[int, Field(ge=1, le=100, description="How many are given at most")]


class Book:
    """The ledger's record, woven anew when the ledger changed."""

    def __init__(self, ledger: Address) -> None:
        self._ledger, self._store = ledger, store_at(ledger)
        self._lock = threading.Lock()
        self._woven_at: Mark = ()
        self._woven: dict[date | None, Record] = {}

    def record(self, until: date | None = None) -> Record:
        """All that the reports claim that were published until that day, or all."""
        with self._lock:
            mark = self._store.mark()
            if mark != self._woven_at or len(self._woven) >= KEPT:
                self._woven.clear()
            if until not in self._woven:
                with Ledger.open(self._ledger) as ledger:
                    self._woven[until] = recall(ledger, until)
                self._woven_at = mark
            return self._woven[until]


@contextmanager
def _told() -> Iterator[None]:
    """A fault that can be mended is told to the assistant in its one line."""
    try:
        yield
    except RashomonError as fault:
        raise ToolError(str(fault)) from fault


def serve(path: Address, tell: Tell) -> None:
    """Answer over standard input and output until the client hangs up. `tell` hears what a person should see.

    Raises LedgerError where the ledger cannot be opened.
    """
    with Ledger.open(path):
        pass  # now, not at the first question
    server(path, tell).run()


def server(path: Address, tell: Tell) -> MCPServer:
    """The server of one ledger."""
    book = Book(path)
    made = MCPServer("rashomon", instructions=READ_SO, version=version("rashomon"), log_level="WARNING")
    reads = made.tool(annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False))

    def search_claims(  # noqa: PLR0913, PLR0917  # what an assistant may ask by
        place: PlaceName = None,
        source: Annotated[str | None, Field(description="Any part of the name of who says it: Syrskyi, ministry")] = None,
        kind: Annotated[Kind | None, Field(description="What is claimed to have happened")] = None,
        words: Annotated[str | None, Field(description='Words and "phrases" that the quote must have')] = None,
        first: Day = None,
        last: Day = None,
        limit: Most = 20,
    ) -> Values:
        """Search the claims of war reports: who says that what happened where and when. All filters must hold.

        Each claim comes with its exact quote, its report, the characters at which it stands and a link. `id` leads to the
        other accounts of the same event: pass it to event_accounts.
        """
        with _told(), Ledger.open(path) as ledger:
            also = usual_names(place, tell) if place else ()
            wanted = Wanted((kind,) if kind else (), source, place, first, last, words, also=also)
            return claims_answer(((claim, ledger.report(claim.report)) for claim in ledger.claims(wanted)), limit)

    def event_accounts(
        event: Annotated[str, Field(description="Id of an event or of any of its claims, or its beginning")],
    ) -> Values:
        """Give every account of one event: who says what and who disputes it, from how many independent origins, with numbers."""
        with _told():
            return event_answer(book.record(), event)

    def place_history(
        place: Annotated[str, Field(description="Name of a settlement: Andriivka")],
        as_of: Annotated[date | None, Field(description="Only what was published until this day")] = None,
        limit: Most = 20,
    ) -> Values:
        """Give who is said to hold a place, by whom, from when to when, and what is claimed to have happened there, by day."""
        with _told():
            return place_answer(book.record(as_of), place, limit)

    def brief(place: PlaceName = None, first: Day = None, last: Day = None, disputed: bool = False, limit: Most = 10) -> Values:
        """Write a brief: events with who claims and who denies them, numbered quotes at the end; disputed ones only if asked."""
        with _told():
            return brief_answer(book.record(), Choice(place, first, last, disputed=disputed, told=True), limit)

    for tool in (search_claims, event_accounts, place_history, brief):
        reads(tool)
    return made
