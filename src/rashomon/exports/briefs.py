"""An edition -> the brief, as Markdown or as one HTML page without scripts, pictures or anything from elsewhere."""

import io
from collections.abc import Iterable, Iterator
from html import escape

from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, one_file
from rashomon.views.brief import brief_rows, write_brief
from rashomon.views.citations import Citations
from rashomon.views.layout import Row, Style

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who claims what</title>
<style>
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #1a1a1a; background: #fff; }
h1, h2, h3 { line-height: 1.25; }
h2 { border-bottom: 1px solid #999; margin-top: 2rem; }
h3 { font-size: 1rem; }
blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 3px solid #999; }
li, p, blockquote { overflow-wrap: anywhere; }
</style>
</head>
<body>
"""
TAGS = {Style.TITLE: "h1", Style.SECTION: "h2", Style.EVENT: "h3", Style.NOTE: "p", Style.SOURCE: "p", Style.QUOTE: "blockquote"}


def write_markdown(edition: Edition) -> Output:
    """The same text as `rashomon brief --markdown`."""
    out = io.StringIO()
    write_brief(edition.record, out, markdown=True)
    return one_file(out.getvalue().encode(), len(edition.record.events))


def write_html(edition: Edition) -> Output:
    """Every word of a report is escaped; the page asks for nothing from anywhere."""
    rows = brief_rows(edition.record, Citations(edition.reports), len(edition.record.events))
    body = "\n".join(_drawn(rows))
    return one_file(f"{PAGE}{body}\n</body>\n</html>\n".encode(), len(edition.record.events))


def _drawn(rows: Iterable[Row]) -> Iterator[str]:
    """Lines that follow each other are one list."""
    inside = False
    for row in rows:
        line = row.style is Style.LINE
        if line != inside:
            yield "<ul>" if line else "</ul>"
        inside = line
        tag = "li" if line else TAGS[row.style]
        yield f"<{tag}>{escape(row.text)}</{tag}>"
    if inside:
        yield "</ul>"
