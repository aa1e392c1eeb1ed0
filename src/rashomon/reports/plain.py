"""Plain text and Markdown -> one draft; the text is exactly what the file holds."""

from collections.abc import Iterator

from rashomon.reports.decode import decode
from rashomon.reports.draft import Draft, Source


def is_plain(source: Source) -> bool:
    """Everything that no other reader wants."""
    return True


def read_plain(source: Source) -> Iterator[Draft]:
    """One draft with the decoded file as its text."""
    yield Draft(source.stem, decode(source), source.content, url=source.url)
