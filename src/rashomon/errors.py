"""Everything that can go wrong, as one tree.

    RashomonError
    +-- ReadingError       a source cannot be turned into a report
    |   +-- BudgetError    a source is larger or deeper than what one report may cost
    +-- KnowledgeError     a data file (places, sides, cues) has a row that is not understood
    +-- LedgerError        the ledger cannot be opened, is of another version, or is locked
    |   +-- TamperError    stored words no longer equal what was read
    |   +-- BusyError      another process is writing to the ledger
    +-- AccessError        a token cannot be made, changed or looked up
    +-- ExportError        an export or release cannot be written, or is no longer what it was
    +-- SetupError         a part that the command needs is not installed or cannot be built

Every message names the thing, the cause and the remedy: ``a.html: no article text found (pass a saved article page)``.
"""


class RashomonError(Exception):
    """Any fault that a user can be told about in one line."""


class ReadingError(RashomonError):
    """A source cannot be turned into a report."""

    def __init__(self, name: str, cause: str, remedy: str) -> None:
        super().__init__(f"{name}: {cause} ({remedy})")
        self.name, self.cause, self.remedy = name, cause, remedy


class BudgetError(ReadingError):
    """A source is larger or deeper than what one report may cost."""


class KnowledgeError(RashomonError):
    """A data file has a row that is not understood."""


class LedgerError(RashomonError):
    """The ledger cannot be opened, is of another version, or is locked."""


class TamperError(LedgerError):
    """Stored words no longer equal what was read."""


class BusyError(LedgerError):
    """Another process is writing to the ledger."""


class AccessError(RashomonError):
    """A token cannot be made, changed or looked up."""


class SetupError(RashomonError):
    """A part that the command needs is not installed or cannot be built."""


class ExportError(RashomonError):
    """An export or release cannot be written, or is no longer what it was."""
