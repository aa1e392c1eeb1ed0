"""A web page -> one draft: the article's text with title, address, outlet and date as the markup gives them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from rashomon.errors import BudgetError, ReadingError
from rashomon.model import DatedBy
from rashomon.reports.decode import decode
from rashomon.reports.draft import MAX_PAGE, Draft, Source

_HTML = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
# What a browser does not show; a comment that is never closed takes the rest, as in a browser.
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>?", re.DOTALL)
_OPEN = re.compile(r"<[a-z/].*", re.DOTALL | re.IGNORECASE)
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article figcaption header footer".split())


def is_html(source: Source) -> bool:
    """HTML by its first tag, or by extension where there is a tag at all."""
    return _HTML.match(source.head) is not None or (source.suffix in (".html", ".htm", ".xhtml") and "<" in source.head)


def read_html(source: Source) -> Iterator[Draft]:
    """One draft with the article as the only text; ReadingError where the page holds none."""
    if len(source.content) > MAX_PAGE:
        raise BudgetError(source.name, f"the page has {len(source.content) / 1e6:.0f} MB", "save the article alone")
    from trafilatura import bare_extraction

    page = _page(source)
    # Short articles pass too: what is no article shows in the lack of a sentence, not in length.
    found = bare_extraction(
        page,
        url=source.url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict) or not found.text or not _has_sentence(found.text):
        raise ReadingError(source.name, "no article text found in the page", "pass a saved article page, or its text")
    dates = ((DatedBy.MARKUP, found.date),) if found.date else ()
    yield Draft(source.stem, found.text, source.content, found.title, found.sitename, source.url or found.url, dates)


def _has_sentence(text: str) -> bool:
    """A page of links has no line of eight words and a full stop."""
    return any(line.count(" ") > 6 and line.rstrip(" \"'”’»)")[-1:] in tuple(".!?…。؟۔।") for line in text.splitlines())


def _page(source: Source) -> str:
    declared = _CHARSET.search(source.content[:4000])
    charset = source.charset or (declared[1].decode("ascii") if declared else None)
    return decode(Source(source.name, source.content, source.url, charset))


class _Text(HTMLParser):
    """Collects the words of a fragment, a line for every block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Count what is not shown, break lines at blocks."""
        self.hidden += tag in ("script", "style")
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The counterpart."""
        self.hidden = max(0, self.hidden - (tag in ("script", "style")))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Words with white space as a browser shows it."""
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _shown(fragment: str) -> str:
    """Without comments, declarations and a tag that never ends: on these the parser takes the square of their number."""
    whole, mark, rest = _HIDDEN.sub("", fragment).rpartition(">")
    return whole + mark + _OPEN.sub("", rest)


def fragment_text(fragment: str) -> str:
    """The words of a piece of HTML, as feeds and letters carry it: one line a block, nothing judged."""
    parser = _Text()
    parser.feed(_shown(fragment))
    parser.close()
    lines = (line.strip() for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
