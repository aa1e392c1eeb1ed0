"""What is passed over before it costs anything: other languages, other news, the same once more. Counted, never in silence."""

import re
from collections import Counter
from functools import cache
from hashlib import blake2b
from html import unescape
from urllib.parse import urlsplit

from rashomon.knowledge import load
from rashomon.knowledge.cues import load_cues
from rashomon.model import SKIPPED, Issue, Report
from rashomon.reports.draft import Source
from rashomon.reports.html import is_html
from rashomon.reports.language import language

# Measured by bench/skim.py. A short report of war may hold two light words of it and a party's name; a long one about something
# else collects light words by chance.
ENOUGH = 1.25  # weight of the different words of war
NAMED = 0.75  # weight of a party to a conflict, as where sentences are judged
WORDS_EACH = 200  # different words of a text for which a weight of one is asked
FEW_WORDS = 60  # below which a text is read whatever its words are: a bulletin's item names one thing
SHORT = 400  # characters of paragraphs below which the whole page is looked at

OTHER_LANGUAGE, OTHER_NEWS, AGAIN = "in other languages", "about no conflict", "the same once more"

_PARAGRAPH = re.compile(r"<p\b[^>]*+>(.*?)</p>", re.DOTALL | re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*+>", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"[a-z]{2,}")
_IRREGULAR = {"fought": "fight", "shot": "shoot", "fled": "flee", "withdrew": "withdraw", "withdrawn": "withdraw", "blew": "blow"}


class Skim:
    """Decides for one run what is worth reading, and counts by cause what is not."""

    def __init__(self) -> None:
        self._pages: set[bytes] = set()
        self._texts: set[bytes] = set()
        self._passed: Counter[str] = Counter()

    def takes_page(self, source: Source) -> bool:
        """False for a page whose paragraphs are in another language or about no conflict, and for the same bytes at one address.

        What is no page is taken: its reports are looked at one by one.
        """
        if not is_html(source):
            return True
        if source.url and not self._is_new(self._pages, source.url.encode("utf-8", "surrogatepass"), source.content):
            return self._pass(AGAIN)
        words = page_words(source.content.decode(source.charset if source.charset in ("utf-8", "latin-1") else "utf-8", "replace"))
        if language(words) != "en":
            return self._pass(OTHER_LANGUAGE)
        return is_of_war(words) or self._pass(OTHER_NEWS)

    def takes(self, report: Report) -> bool:
        """False for a report in another language, about no conflict, or with a text that its outlet had under another address."""
        if report.language != "en":
            return self._pass(OTHER_LANGUAGE)
        if not is_of_war(f"{report.title or ''} {report.text}"):
            return self._pass(OTHER_NEWS)
        outlet = report.outlet or urlsplit(report.url or "").netloc or report.name
        return self._is_new(self._texts, outlet.encode("utf-8", "surrogatepass"), report.text.encode()) or self._pass(AGAIN)

    def told(self, name: str) -> Issue | None:
        """What was passed over since it was last asked, as an issue of the source `name`; None where nothing was."""
        if not self._passed:
            return None
        causes = ", ".join(f"{number:,} {cause}" for cause, number in self._passed.most_common())
        self._passed.clear()
        return Issue(SKIPPED, name, f"passed over: {causes} (leave out --skim to read them)")

    def _pass(self, cause: str) -> bool:
        self._passed[cause] += 1
        return False

    @staticmethod
    def _is_new(known: set[bytes], *parts: bytes) -> bool:
        mark = blake2b(b"\x1f".join(parts), digest_size=12).digest()
        new = mark not in known
        known.add(mark)
        return new


def page_words(page: str) -> str:
    """The words of a page's paragraphs, roughly and at once; of the whole page where it has next to none."""
    paragraphs = " ".join(_PARAGRAPH.findall(page))
    return unescape(_UNSEEN.sub(" ", paragraphs if len(paragraphs) >= SHORT else page))


def is_of_war(text: str) -> bool:
    """True where the different words of a text outweigh what a text of its length holds by chance.

    Cheap and broad: words of other news do not count against it, and a few words are taken whatever they are.
    """
    words = set(_WORD.findall(text.lower()))
    told, asked = weight(words), max(ENOUGH, len(words) / WORDS_EACH)
    return len(words) < FEW_WORDS or told >= asked or (told + NAMED >= asked and _names_party(text))


def weight(words: set[str]) -> float:
    """The weight of the words of war among `words`, each once in whatever form."""
    forms = _forms()
    return sum(_weights()[word] for word in {forms[word] for word in words if word in forms})


def _names_party(text: str) -> bool:
    return any(entity.conflict for _, entity in load().sides.find(text))


@cache
def _weights() -> dict[str, float]:
    return {word: told for word, told in load_cues().war.items() if told > 0}


@cache
def _forms() -> dict[str, str]:
    """Every form of a word of war -> the word."""
    forms = {form: word for word in _weights() for form in _forms_of(word)}
    return forms | {form: word for form, word in _IRREGULAR.items() if word in _weights()}


def _forms_of(word: str) -> set[str]:
    doubled = word + word[-1]
    stems = {word, word.removesuffix("e"), doubled}
    plural = {word[:-1] + "ies", word[:-1] + "ied"} if word.endswith("y") else set()
    return {word, *plural, *(stem + end for stem in stems for end in ("s", "es", "ed", "ing", "er", "ers"))}
