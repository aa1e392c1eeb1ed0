"""A token -> the attribution that needs no verb of saying: according to, as X put it, colons, dashes, nouns of saying."""

from collections.abc import Iterator

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.contents import VERBAL, subtree
from rashomon.claims.speech.retorts import is_called_false
from rashomon.claims.speech.sayings import Saying

SPEAKERS = frozenset({"person", "force", "party", "medium", "civilian", "soldier"})
DASHES = frozenset(("—", "–", "―", "--", "-"))
JUDGING = frozenset({"call", "describe", "label", "brand"})
CONTESTING = frozenset({"deny", "dispute", "contest", "refute"})
SUBJECTS = ("nsubj", "nsubjpass", "expl")
RELEASED = frozenset("provide give release issue make publish deliver sign write".split())


def framed(token: Word, setting: Setting) -> Saying | None:
    """The saying that this token opens without a verb of saying, or None."""
    if token.pos_ in ("NOUN", "PROPN"):
        return _by_noun(token, setting) or _signed(token, setting)
    if token.pos_ == "ADJ":
        return _by_adjective(token, setting)
    return _according(token, setting) or _as_put(token) or _by_colon(token, setting)


def _by_adjective(token: Word, setting: Setting) -> Saying | None:
    """``was adamant that the town held``: who is so says so."""
    after = (c for t in (token, token.head) for c in t.children if c.dep_ == "ccomp" and c.i > token.i)
    told = next((c for c in after if any(g.lower_ == "that" for g in c.children)), None)
    if told is None or token.lower_ not in setting.know.cues.lists["asserting"] or token.head.lemma_ not in ("be", "remain"):
        return None
    speaker = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    fits = speaker is not None and bool(setting.classes(speaker) & (SPEAKERS | {"pronoun"}))
    return Saying("say", "clause", (token.i,), speaker, subtree(told), f"say {token.lower_} (clause)") if fits else None


def _according(token: Word, setting: Setting) -> Saying | None:
    """``According to X, ...``; ``citing X``; ``in the words of X``: the rest of the clause is X's word."""
    holder = _holder(token, setting)
    if holder is None:
        return None
    source = next((c for c in holder.children if c.dep_ in ("pobj", "dobj")), None)
    if source is None:
        return None
    cue = tuple(range(token.i, holder.i + 1))
    content = _spoken_for(token) - subtree(token) or _told_of(token)
    return Saying("say", "according", cue, _releaser(source, setting), content - _own_words(token, source), "according to")


def _told_of(token: Word) -> frozenset[int]:
    """``reported, citing officials, that A``: the parser hung A on the citing."""
    return frozenset(i for c in token.children if c.dep_ == "ccomp" for i in subtree(c))


def apposed_denial(token: Word, setting: Setting) -> Word | None:
    """The verb of denying in ``a claim that the army disputes``, by its noun; None for any other noun."""
    clauses = [c for c in token.children if c.dep_ in ("relcl", "acl")]
    if token.pos_ == "NOUN" and token.lemma_.lower() in setting.know.cues.lists["told"]:
        return next((c for c in clauses if _denies(c, setting)), None)
    return next((c for c in clauses if c.lemma_ in CONTESTING and _of_all_before(c)), None)


def _denies(verb: Word, setting: Setting) -> bool:
    """``that the army disputes``, ``that the group calls absurd``."""
    return verb.lemma_.lower() in setting.know.cues.denying or (verb.lemma_ in JUDGING and is_called_false(verb))


def _of_all_before(verb: Word) -> bool:
    """``holds the airport, which the rebels contest``: the whole clause before the comma."""
    which = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "which"), None)
    return which is not None and which.i > which.sent.start and which.nbor(-1).text == ","


def cites_somebody(token: Word, setting: Setting) -> bool:
    """``citing customs officers``, not "citing a threat": people, bodies, media and documents can be cited."""
    if (token.lower_,) not in setting.know.cues.according.get(token.lower_, ()):
        return False
    cited = next((c for c in token.children if c.dep_ == "dobj"), None)
    frames = setting.know.cues.frames
    word = cited.lemma_.lower() if cited is not None else ""
    return word in frames["generic"] | frames["nouns"] | frames["vague"] or bool(setting.classes(cited) & SPEAKERS)


def _holder(token: Word, setting: Setting) -> Word | None:
    """The last word of the phrase that names a source: to, of, citing."""
    for words in setting.know.cues.according.get(token.lower_, ()):
        last = token.i + len(words) - 1
        if last < token.sent.end and tuple(t.lower_ for t in token.doc[token.i : last + 1]) == words:
            return token.doc[last] if len(words) > 1 or token.pos_ in VERBAL else None
    return None


def _releaser(source: Word, setting: Setting) -> Word:
    """``the testimony provided by X``: X."""
    if source.lemma_.lower() not in setting.know.cues.frames["nouns"]:
        return source
    given = next((c for c in source.children if c.dep_ in ("acl", "relcl") and c.lemma_ in RELEASED), None)
    agent = next((c for c in given.children if c.dep_ == "agent"), None) if given is not None else None
    return next((p for p in agent.children if p.dep_ == "pobj"), source) if agent is not None else source


def _own_words(token: Word, source: Word) -> frozenset[int]:
    """What stands between a leading "According to" and the subject of the clause belongs to the naming of the source."""
    above = _clause_above(token)
    subject = next((c for c in above.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or subject.left_edge.i < token.i or token.i - token.sent.start > 3:
        return subtree(source)
    return frozenset(range(token.sent.start, subject.left_edge.i)) - _adverbials(above, token)


def _adverbials(verb: Word, token: Word) -> frozenset[int]:
    """``According to X, on Friday the market burned``: the day belongs to what is said."""
    late = [c for c in verb.children if c.dep_ in ("prep", "npadvmod", "advmod") and c.i > token.i]
    return frozenset(i for c in late for i in subtree(c))


def _clause_above(token: Word) -> Word:
    above = token.head
    while above.pos_ not in VERBAL and above.head.i != above.i:
        above = above.head
    return above


def _spoken_for(token: Word) -> frozenset[int]:
    """The clause that "according to" speaks for: that of its governor, up to the verb of it; a title's whole sentence."""
    above = _clause_above(token)
    if (
        above.dep_ in ("relcl", "advcl", "conj", "ccomp")
        and above.pos_ in VERBAL
        and token.i > above.i
        and not (_ends_sentence(token) and above.dep_ != "relcl")
    ):
        return subtree(above)
    return frozenset(t.i for t in token.sent)


def _ends_sentence(token: Word) -> bool:
    """ "..., according to X." with a comma before it speaks for the whole sentence."""
    return token.i > token.sent.start and token.nbor(-1).text == "," and token.right_edge.i >= token.sent.end - 3


def _as_put(token: Word) -> Saying | None:
    """``..., as the governor put it``: all that stands beside the clause."""
    if token.lemma_ not in ("put", "say", "tell", "report", "note", "describe") or token.dep_ != "advcl":
        return None
    opening = token.left_edge
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if opening.lower_ != "as" or subject is None or any(c.dep_ in ("ccomp", "xcomp") for c in token.children):
        return None
    if token.lemma_ == "put" and not any(c.lower_ == "it" for c in token.children):
        return None
    rest = frozenset(t.i for t in token.sent if not t.is_punct or t.i < token.left_edge.i) - subtree(token)
    return Saying("say", "according", (token.i,), subject, rest, "as X put it")


def _by_noun(token: Word, setting: Setting) -> Saying | None:
    """``the ministry's statement that ...``, ``a claim by the rebels that ...``, ``its announcement of a raid``."""
    if token.lemma_.lower() not in setting.know.cues.frames["nouns"]:
        return None
    owner = next(iter(_owners(token)), None)
    below = [*token.children, *(owner.children if owner is not None and owner.i > token.i else ())]
    said = next((c for c in below if c.dep_ in ("acl", "ccomp", "relcl") and _opens_with_that(c)), None)
    told = said or next((p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children), None)
    if told is None or owner is None or told is owner:
        return None
    act = setting.know.cues.noun_acts.get(token.lemma_.lower(), "say")
    form = "clause" if said is not None else "noun"
    return Saying(act, form, (token.i,), owner, subtree(told), f"noun {token.lemma_.lower()} ({form})")


def _owners(noun: Word) -> Iterator[Word]:
    yield from (c for c in noun.children if c.dep_ == "poss")
    yield from (p for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for p in c.children if p.dep_ == "pobj")


def _opens_with_that(clause: Word) -> bool:
    """A whole clause after "that", which is not its subject: "that talks had failed", not "that failed"."""
    that = next((c for c in clause.children if c.lower_ == "that"), None)
    return that is not None and that.dep_ not in ("nsubj", "nsubjpass") and any(c.dep_ in SUBJECTS for c in clause.children)


def _by_colon(token: Word, setting: Setting) -> Saying | None:
    """``Russia: 40 drones shot down``: a headline, or a line of a transcript, that opens with a name and a colon."""
    if token.text != ":":
        return None
    sentence = token.sent
    if not 0 < token.i - sentence.start <= 6 or token.i + 2 >= sentence.end:
        return None
    speaker = token.doc[token.i - 1]
    opening = token.doc[sentence.start : token.i]
    if any(t.pos_ in VERBAL for t in opening) or not (speaker.i in setting.names or _is_full_name(opening.text, setting)):
        return None
    if speaker.i in setting.places and setting.names.get(speaker.i, (None, None))[1] is None:
        return None
    return Saying("say", "clause", (token.i,), speaker, frozenset(range(token.i + 1, sentence.end)), "colon")


def _is_full_name(text: str, setting: Setting) -> bool:
    words = text.strip("\"“' ").split()
    return 2 <= len(words) <= 4 and all(w[:1].isupper() and w.replace("-", "").isalpha() for w in words)


def _signed(token: Word, setting: Setting) -> Saying | None:
    """``“We left at night.” — Amina Idris``: a quotation that is signed after a dash."""
    if token.pos_ != "PROPN" or token.dep_ in ("compound", "nmod"):
        return None
    sentence, doc = token.sent, token.doc
    if token.right_edge.i < sentence.end - 2:
        return None
    opening = min((t.i for t in token.subtree if not t.is_punct), default=token.i)
    if opening == 0 or doc[opening - 1].text not in DASHES or opening - 2 < 0 or doc[opening - 2].text not in ('"', "”", "»", "."):
        return None
    start = opening - 2
    while start > 0 and doc[start].sent.start > 0 and doc[start - 1].text not in ("“", '"', "«", "”") and opening - start < 150:
        start -= 1
    return Saying("say", "quote", (opening - 1,), token, frozenset(range(start, opening - 1)), "signed")
