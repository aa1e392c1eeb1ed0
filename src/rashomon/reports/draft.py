"""What passes between the readers of this room: a source in, drafts of reports out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from rashomon.errors import ReadingError
from rashomon.model import DatedBy, Issue

# A long read has 60 kB, a whole book 2 MB: what is larger is no report, and the parser's memory grows with it.
MAX_TEXT = 10_000_000
MAX_PAGE = 20_000_000  # bytes of one page or feed: markup is several times its text
MAX_SOURCE = 2_000_000_000  # bytes of one file or archive, unpacked: a crawl of a month comes in files of one GB


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about a source; it wins over what the source says itself."""

    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    """Pairs of part (text, id, date, outlet, title, url) and the name of the column or key that holds it."""


NOTHING = Given()
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes and what the user calls them: a path, a URL, the path of a member inside an archive. `charset` is as declared,
    `columns` as `Given` has it."""

    name: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def suffix(self) -> str:
        """The last extension, lower case: ``news/a.HTML`` -> ``.html``."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """What remains without folders and extensions: ``news/a.warc.gz`` -> ``a``."""
        last = PurePosixPath(self.name.replace("\\", "/").rstrip("/")).name
        known = PurePosixPath(last.removesuffix(".gz"))
        return (known.stem if known.suffix[1:].isalpha() else known.name) or self.name

    @property
    def head(self) -> str:
        """The first 2,000 bytes for a look at the kind of content, in any of the usual encodings, lower case."""
        start = self.content[:2000]
        wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
        return start.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n").lower()


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as its reader found it; `dates` are printed publication dates and where they stood."""

    name: str
    text: str
    content: bytes
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[tuple[DatedBy, str], ...] = ()


def storable(words: str) -> str:
    """`words` with U+FFFD for every lone surrogate: no encoding stores one, but a charset or a file name may leave it."""
    return _SURROGATE.sub("\ufffd", words)


def storable_draft(draft: Draft) -> Draft:
    """The same draft without lone surrogates in name, text, title, outlet, address and dates."""
    return replace(
        draft,
        name=storable(draft.name),
        text=storable(draft.text),
        title=storable(draft.title) if draft.title else None,
        outlet=storable(draft.outlet) if draft.outlet else None,
        url=storable(draft.url) if draft.url else None,
        dates=tuple((by, storable(words)) for by, words in draft.dates),
    )


def at_least_one(found: Iterable[Draft | Issue], nothing: ReadingError) -> Iterator[Draft | Issue]:
    """What was found; raises `nothing` where that is none at all: no source vanishes in silence."""
    empty = True
    for one in found:
        empty = False
        yield one
    if empty:
        raise nothing


def issue_of(fault: ReadingError, kind: str = "unreadable") -> Issue:
    """The fault as an entry in the list of what could not be done."""
    return Issue(kind, storable(fault.name), storable(f"{fault.cause} ({fault.remedy})"))
