"""Hits of names and words -> entities: "Malian" + "army", "Ministry of Defence" + "of Mali", "Kherson" + "governor"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from rashomon.knowledge.entities import Entity
from rashomon.knowledge.nations import Nations, Noun, State, compound, entity_id
from rashomon.knowledge.phrasebook import Hit, Token, joined
from rashomon.model import Span


@dataclass(frozen=True, slots=True)
class Sense:
    """What a found phrase is: an entity, a state's adjective (entity is None) or name, a noun, or nothing at all.

    `form` is name, adjective, capital, surname, noun or decoy.
    """

    form: str
    entity: Entity | None = None
    state: State | None = None
    noun: Noun | None = None


Found = tuple[Span, Entity]
Phrase = Hit[Sense]
OF = {("of",), ("of", "the"), ("for",), ("for", "the")}
COORDINATED = {", ", " and ", " or ", ", and ", " & ", "/", "-", "–", " as well as ", " and the ", " nor ", " or the "}
ARTICLES = {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"}
REGION_WORDS = {"region", "regions", "oblast", "province", "s", "governorate", "provincial"}
OWNERS = {"of", "in", "for", "the", "s"}
LOOSE = {"the", "a", "an", "in", "as", "but", "and", "when", "head", "governor", "mayor", "acting", "deputy", "former", "regional"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its words and the phrases found in it."""

    text: str
    words: list[Token]
    hits: list[Phrase]

    def between(self, left: int, right: int) -> tuple[str, ...] | None:
        """The folded words between two hits that stand in one phrase, or None where a stop or comma parts them."""
        if right >= len(self.hits) or left < 0:
            return None
        first, last = self.hits[left].last, self.hits[right].first
        if last - first > 4:
            return None
        run = self.words[first : last + 1]
        if not all(joined(self.text, one, two) for one, two in pairwise(run)):
            return None
        return tuple(word.folded for word in run[1:-1])

    def gap(self, left: int, right: int) -> str:
        """The characters between two hits."""
        return self.text[self.hits[left].span.end : self.hits[right].span.start] if right < len(self.hits) else ""


@dataclass(frozen=True, slots=True)
class Tie:
    """The noun that goes with a state, its hit (None in "X and Y forces" for X), the words of "X-backed militia"."""

    noun: Noun
    last: int | None
    backed: str = ""


class Compounds:
    """The grammar of names that no list holds."""

    def __init__(
        self, nations: Nations, listed: Mapping[str, Entity], *, regions: Mapping[str, str], states: Mapping[str, State]
    ) -> None:
        """`listed`: name -> entity of a file; `regions`: region -> side, in small letters; `states`: side -> its state."""
        self._nations, self._listed = nations, listed
        self._regions, self._states = regions, states

    def entities(self, passage: Passage) -> Iterator[Found]:
        """Every entity of the passage in text order, compounds in one piece."""
        at = 0
        while at < len(passage.hits):
            found, after = self._read(passage, at)
            if found is not None:
                yield found
            at = after

    def make(self, state: State, noun: Noun, backed: str = "") -> Entity:
        """The compound, or the listed entity of the same name."""
        made = compound(state, noun, backed)
        return self._listed.get(made.name, made)

    def _read(self, passage: Passage, at: int) -> tuple[Found | None, int]:
        hit = passage.hits[at]
        sense = hit.meaning
        if sense.form == "decoy":
            return None, at + 1
        if sense.noun is not None:
            return self._noun_first(passage, at, sense.noun)
        tie = self._noun_after(passage, at)
        if tie is not None:
            return self._with_noun(passage, at, tie)
        if sense.entity is None or self._is_part_of_word(passage, hit) or not self._stands(passage, at):
            return None, at + 1
        return (self._whole(passage, hit), sense.entity), at + 1

    def _with_noun(self, passage: Passage, at: int, tie: Tie) -> tuple[Found | None, int]:
        """A state or group before its noun: "Malian army", "Putin's troops"."""
        hit, last = passage.hits[at], at if tie.last is None else tie.last
        if tie.noun.role == "region":
            return None, at + 1
        if tie.noun.role == "office" and self._person_follows(passage, last + 1):
            return None, last + 1
        span = Span(hit.span.start, passage.hits[last].span.end)
        owner = hit.meaning.entity
        if owner is not None and owner.kind == "force":
            return (span, owner), last + 1
        state = hit.meaning.state or self._states[(owner.side if owner else None) or ""]
        return (span, self.make(state, tie.noun, tie.backed)), last + 1

    def _noun_after(self, passage: Passage, at: int) -> Tie | None:
        """What ties hit `at` to a noun that follows, or to one that it shares with a later state."""
        between = passage.between(at, at + 1)
        following = passage.hits[at + 1].meaning if at + 1 < len(passage.hits) else None
        if between is not None and following is not None and following.noun is not None:
            if self._goes_with(passage.hits[at].meaning, following.noun, between):
                return self._innermost(passage, at + 1, following.noun, between)
        elif following is not None and following.state is not None and self._is_adjective(passage, at):
            later = self._noun_after(passage, at + 1) if passage.gap(at, at + 1) in COORDINATED else None
            return replace(later, last=None) if later else None
        return None

    def _innermost(self, passage: Passage, at: int, noun: Noun, between: tuple[str, ...]) -> Tie:
        """The last noun of "the Malian army's general staff"; the printed words of "Russian-backed militia"."""
        inner = passage.hits[at + 1].meaning.noun if passage.between(at, at + 1) == ("s",) else None
        participle = next((word for word in between if word in self._nations.participles), "")
        backed = f"{participle} {passage.hits[at].span.of(passage.text).lower()}" if participle else ""
        return Tie(noun, at, backed) if inner is None or inner.role == "region" else Tie(inner, at + 1, backed)

    @staticmethod
    def _is_adjective(passage: Passage, at: int) -> bool:
        """True for "Russian", and for names that are their own adjective: "US"."""
        sense = passage.hits[at].meaning
        short = passage.hits[at].span.of(passage.text).replace(".", "")
        return sense.form == "adjective" or (sense.state is not None and sense.state.adj == short)

    def _goes_with(self, sense: Sense, noun: Noun, between: tuple[str, ...]) -> bool:
        possessive = between[:1] == ("s",)
        rest = between[1:] if possessive else between
        if any(word not in self._nations.fillers and word not in self._nations.participles for word in rest):
            return False
        if sense.form == "capital":
            return noun.means_fighters(group=False) or (possessive and noun.kind == "body" and noun.role == "")
        if sense.state is not None:
            return True
        owner = sense.entity
        if owner is None or (owner.kind != "force" and owner.side not in self._states):
            return False
        if owner.kind == "person" and noun.name == "{adj} government":
            return True
        fighters = noun.means_fighters(group=owner.kind == "force")
        return fighters and (owner.kind == "force" or (possessive and owner.kind in {"person", "body"}))

    def _noun_first(self, passage: Passage, at: int, noun: Noun) -> tuple[Found | None, int]:
        """ "the army of Mali", "General Staff of the Armed Forces of Ukraine", "governor of the Kherson region"."""
        if noun.role == "region":
            return self._regional(passage, at, noun), at + 1
        state, last = self._state_of(passage, at)
        if state is None or (noun.role == "office" and self._person_follows(passage, last + 1)):
            return None, at + 1
        span = Span(passage.hits[at].span.start, passage.hits[last].span.end)
        return (span, self.make(state, noun)), last + 1

    def _state_of(self, passage: Passage, at: int) -> tuple[State | None, int]:
        """The state that follows "of" after hit `at`, and the last hit that belongs to it."""
        if passage.between(at, at + 1) not in OF:
            return None, at
        sense = passage.hits[at + 1].meaning
        if sense.noun is not None:
            return self._state_of(passage, at + 1)
        if sense.state is None or sense.form == "capital":
            return None, at
        tie = self._noun_after(passage, at + 1)
        if tie is not None and tie.last is not None:
            return sense.state, tie.last
        return (sense.state, at + 1) if sense.form == "name" else (None, at)

    def _regional(self, passage: Passage, at: int, noun: Noun) -> Found | None:
        """A region's body by the words printed before it or after "of"."""
        hit = passage.hits[at]
        if noun.name.endswith(("governor", "mayor")) and self._person_follows(passage, at + 1):
            return None
        before = self._region_before(passage, hit)
        first, last = before or self._region_after(passage, hit) or (0, -1)
        if last < first:
            return None
        named = last - 1 if last > first and passage.words[last].folded in REGION_WORDS else last
        region = passage.text[passage.words[first].start : passage.words[named].end]
        span = Span(min(hit.span.start, passage.words[first].start), max(hit.span.end, passage.words[last].end))
        name = noun.name.format(region=region, adj=region, nation=region)
        side = self._placed_by(passage, at, first) or self._regions.get(region.lower())
        return span, self._listed.get(name) or Entity(entity_id(None, noun.kind, name), name, noun.kind, side)

    def _region_before(self, passage: Passage, hit: Phrase) -> tuple[int, int] | None:
        words, last = passage.words, hit.first - 1
        while last >= 0 and words[last].folded in REGION_WORDS and joined(passage.text, words[last], words[last + 1]):
            last -= 1
        first = last + 1
        while first > max(last - 2, 0) and self._names(words[first - 1]) and joined(passage.text, words[first - 1], words[first]):
            first -= 1
        return (first, last) if first <= last else None

    def _region_after(self, passage: Passage, hit: Phrase) -> tuple[int, int] | None:
        words, first = passage.words, hit.last + 1
        if first >= len(words) or words[first].folded not in {"of", "in", "for"}:
            return None
        while first + 1 < len(words) and (words[first].folded in OWNERS or words[first + 1].folded == "s"):
            first += 1
        last = first
        while last < min(first + 3, len(words)) and self._names(words[last]) and joined(passage.text, words[last - 1], words[last]):
            last += 1
        return (first, last - 1) if last > first else None

    def _placed_by(self, passage: Passage, at: int, first: int) -> str | None:
        """The side of "Ukrainian governor", and of those who put in place the "Russian-installed Kherson governor"."""
        before = passage.hits[at - 1] if at else None
        if before is None or before.meaning.state is None:
            return None
        near = passage.words[before.last + 1].folded in self._nations.participles
        installed = near and min(first, passage.hits[at].first) - before.last <= 3
        own = before.meaning.form == "adjective" and before.last == first
        return before.meaning.state.side if installed or own else None

    def _names(self, word: Token) -> bool:
        """True where a word can belong to a region's name: not "On Monday"."""
        return word.capital and word.folded not in LOOSE and word.folded not in self._nations.surnames.after

    @staticmethod
    def _person_follows(passage: Passage, at: int) -> bool:
        """True where hit `at` is a person right after the words before it: "Russian president Vladimir Putin"."""
        if at >= len(passage.hits):
            return False
        entity = passage.hits[at].meaning.entity
        return entity is not None and entity.kind == "person" and passage.gap(at - 1, at) in {" ", ", "}

    @staticmethod
    def _is_part_of_word(passage: Passage, hit: Phrase) -> bool:
        """True in "pro-Kremlin", "Iran-backed"; not in "al-Burhan"."""
        text, span = passage.text, hit.span
        behind = text[span.end : span.end + 2]
        if behind[:1] in {"-", "‐", "‑"} and behind[1:].isalpha():
            return True
        if text[span.start - 1 : span.start] not in {"-", "‐", "‑"} or hit.first == 0:
            return False
        return passage.words[hit.first - 1].folded not in ARTICLES

    @staticmethod
    def _whole(passage: Passage, hit: Phrase) -> Span:
        """The span with an Arabic article before it: "al-" of "al-Burhan"."""
        before = passage.words[hit.first - 1] if hit.first else None
        if before and before.folded in ARTICLES and passage.text[before.end : hit.span.start] in {"-", "‐", "‑"}:
            return Span(before.start, hit.span.end)
        return hit.span

    def _stands(self, passage: Passage, at: int) -> bool:
        """False where a capital is the town, or a surname another person's."""
        hit = passage.hits[at]
        before = passage.words[hit.first - 1] if hit.first else None
        after = passage.words[hit.last + 1] if hit.last + 1 < len(passage.words) else None
        if before and not joined(passage.text, before, passage.words[hit.first]):
            before = None
        if after and not joined(passage.text, passage.words[hit.last], after):
            after = None
        if hit.meaning.form == "capital":
            rules = self._nations.capitals
            return not ((before and before.folded in rules.after) or (after and after.folded in rules.before))
        if hit.meaning.form != "surname" or before is None or not before.capital or before.folded in ARTICLES:
            return True
        taken = at > 0 and passage.hits[at - 1].last == hit.first - 1 and passage.hits[at - 1].meaning.form != "surname"
        return taken or before.folded in self._nations.surnames.after
