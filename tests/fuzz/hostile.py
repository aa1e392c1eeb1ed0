"""What hostile sources are made of: pieces for fuzzers, and what must hold of whatever is read from them."""

from rashomon.budget import FAULT
from rashomon.intake import find_all
from rashomon.knowledge import Knowledge
from rashomon.model import Issue, Reading, Report
from rashomon.reports import read

PIECES = (
    # words that begin what the program looks for
    "General Ivan Novak said ", "the ministry denied that ", "according to ", "on Monday ", "since early September ", "at least ",
    "10 km south of ", "in the Donetsk region ", "Bakhmut", "El Fasher", "captured ", "were killed ", "troops ", "he added ",
    "“", "”", "\"", "(Reuters) - ", "KYIV, March 3 (Reuters) — ", "Photo: ", "Leave a Reply", ". ", "\n\n", "\n", ", ", "; ", ": ",
    # numbers and days that make no sense
    "99999999999999999999 ", "1e309 ", "12,000,,000 ", "three hundred million billion dozen ", "-7 ", "٣٤ ", "1/0 ", "February 31 ",
    "0000-00-00 ", "year 99999 ", "the 400th anniversary ", "from 70,000 to less than 5,000 ", "½ ", "²³ ",
    # characters that are not what they seem
    "\x00", "\x1b[2J", "\u202e", "\u2066", "\ufeff", "\u200b", "\u0301" * 40,
    "\U0001f600", "\ud83d", "\u2028", "\x85", "\xad", "ﬁ", "ß", "İ", "ǅ",
    "Киев ", "حلب ", "北京 ", "กรุงเทพ ",
    # patterns on which expressions go back and forth
    "a" * 50, "((((((((", "))))))))", "[" * 20, "- - - - - - - ", "!!!!!!!!", "......", "' ' ' ' ", "_-_-_-_-", "x,x,x,x,x,x,x,",
    "said said said ", "of the of the of the ", "and and and and ",
)  # fmt: skip


LINE = "The army said on Monday that it had captured Bakhmut. "
WORST = {
    "one word of 300,000 letters": "a" * 300_000,
    "one sentence of 20,000 words": "captured the town of Bakhmut and " * 4_000,
    "50,000 brackets": "(" * 25_000 + ")" * 25_000,
    "quotes that never close": '"He said, ' * 5_000,
    "spaces between letters": "a " * 50_000,
    "numbers in a row": "12,000 " * 10_000,
    "a number of 100,000 digits": "At least " + "9" * 100_000 + " people were killed.",
    "days in a row": "on Monday " * 5_000,
    "distances in a row": "10 km south of " * 3_000 + "Bakhmut.",
    "names in a row": "Bakhmut " * 10_000,
    "commas": "x," * 50_000,
    "line breaks": "Bakhmut\n" * 20_000,
    "combining marks": "e" + "\u0301" * 50_000,
    "direction marks": "\u202e\u2066" * 20_000 + LINE,
    "apostrophes": "'s " * 30_000,
    "hyphens": "-" * 100_000 + LINE,
    "sources of sources": "according to " * 5_000 + "him, Bakhmut was captured.",
    "glued words": "Bakhmutwhich" * 5_000,
    "dots": ". " * 50_000,
    "links": "https://example.org/a?b=" * 10_000,
}


def check_sources(name: str, content: bytes) -> list[Report]:
    """Read a source; all that comes can be stored, and nothing in it is a fault of the program. Gives the reports."""
    found = read(name, content)
    assert found
    for one in found:
        if isinstance(one, Issue):
            assert FAULT not in one.detail, one.detail
        for words in _words(one):
            words.encode()
    return [one for one in found if isinstance(one, Report)]


def check_readings(reports: list[Report], know: Knowledge) -> list[Reading]:
    """Find the claims; no fault of the program, every offset inside of its report and at the words that it says."""
    readings = list(find_all(reports, know))
    assert [reading.report for reading in readings] == [report.id for report in reports]
    for report, reading in zip(reports, readings, strict=True):
        faults = [issue.detail for issue in reading.issues if FAULT in issue.detail]
        assert faults == []
        for claim in reading.claims:
            assert claim.quote.end <= len(report.text)
            assert claim.quote.covers(claim.cue) or claim.cue.end <= len(report.text)
            for part in (*claim.places, *((claim.when,) if claim.when else ())):
                assert part.text == part.span.of(report.text)
    return readings


def _words(one: Report | Issue) -> list[str]:
    parts = (one.text, one.title, one.outlet, one.url, one.name) if isinstance(one, Report) else (one.name, one.detail)
    return [part for part in parts if part]
