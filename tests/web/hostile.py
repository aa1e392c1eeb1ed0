"""A ledger whose every name, quote, place, side and reason tries to be more than words."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.events.factories import OLDMILL, claim, report

from rashomon.events import judge
from rashomon.ledger import Ledger
from rashomon.model import Issue, Kind, Party, Polarity, Reading, Verdict

SCRIPT = "<script>alert(1)</script>"
HOSTILE = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></style></textarea><script>alert(1)</script>",
    "{{ 7191*7 }}{% raw %}",
    "[1](javascript:alert(1)) [2] <!--",
    "]]><script>alert(1)</script>",
    "\u202egnirts\u202c \u2066\u2069 \x07bell",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd?x=1#y%2e%2e/&amp;",
    "مقتل ثلاثة في الفاشر",
]


def write_hostile(path: Path) -> Path:
    """One report, claim, place, issue and judgement for each piece."""
    with Ledger.open(path, write=True) as book:
        for number, words in enumerate(HOSTILE):
            text = f"He said: {words} and more of it. Then {words} again."
            told = replace(report(text, outlet=f"Outlet {words}"), name=words, title=words, url=f"javascript:alert({number})")
            place = replace(OLDMILL, id=f"p-{number}/{words}", name=words, admin=(words,))
            made = claim(told, words, kind=Kind.CAPTURE, source=words, side=words, office=words, channel=words, place=place)
            made = replace(made, actor=Party(words, side=words), polarity=Polarity.DENIED if number % 2 else Polarity.AFFIRMED)
            book.add(told, Reading(told.id, claims=(made,), issues=(Issue("odd", words, words, told.id),)))
            book.append(judge(Verdict.CORRECT, made, by=words, reason=words, at=datetime.now(UTC), correct=("target", words)))
    return path
