"""Setting -> who says what: every stretch of the report that is somebody's word, and whose."""

from collections.abc import Iterator

from rashomon.claims.parse.arguments import is_passive
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.apart import apart
from rashomon.claims.speech.closings import closes_sentence, closing_speaker
from rashomon.claims.speech.contents import FORMS, NOTHING, VERBAL, Content, beside, subtree
from rashomon.claims.speech.frames import cites_somebody, framed
from rashomon.claims.speech.mute import is_mute
from rashomon.claims.speech.quotations import OPENERS, STRAIGHT, Quotations
from rashomon.claims.speech.retorts import act_of, is_negated, not_us, of_what_was_told
from rashomon.claims.speech.sayings import Saying
from rashomon.claims.speech.showing import shown
from rashomon.claims.speech.speakers import FIRST_PERSON, OWN_SUBJECTS, QUOTING, passed_on_by, speaker_of
from rashomon.knowledge.cues import SpeechRow

Rows = tuple[tuple[tuple[str, ...], SpeechRow], ...]

ORDER_OF_FORMS = ("clause", "judged", "quote", "infinitive", "object", "noun")
MAYBE = frozenset({"could", "might", "may", "would", "should", "must", "'d", "’d"})
NOT_DOING = frozenset({"unable", "decline", "refuse", "fail"})
BETWEEN = 4  # words that may part a speaker from the verb where only their order is known
CLOSING = frozenset({"say", "confirm"})


def find_sayings(setting: Setting, quotations: Quotations) -> tuple[Saying, ...]:
    """Every attribution that a sentence makes by itself, in text order."""
    quoted = quotations.tokens
    found: list[Saying] = []
    for sentence in setting.parsed.doc.sents:
        inside = frozenset(i for i in range(sentence.start, sentence.end) if i in quoted) if quoted else NOTHING
        found += apart([saying for token in sentence for saying in _sayings_of(token, setting, inside)], setting)
    return tuple(found)


def _sayings_of(token: Word, setting: Setting, quoted: Content) -> Iterator[Saying]:
    saying = framed(token, setting) if token.tag_ == "VBG" and cites_somebody(token, setting) else None
    saying = saying or (_by_verb(token, setting, quoted) if token.pos_ in VERBAL else None) or framed(token, setting)
    saying = saying or shown(token, setting)
    if saying is not None and saying.content:
        yield not_us(saying, setting)


def _by_verb(verb: Word, setting: Setting, quoted: Content) -> Saying | None:
    """``X said that``, ``said X``, ``X, Y said, Z``, ``announced the capture of``, ``accused X of``, ``vowed to``."""
    rows = setting.know.cues.speech.get(verb.lemma_.lower(), ())
    if not rows or is_mute(verb) or (verb.i in quoted and not _speaks_inside(verb)):
        return None
    source = speaker_of(verb, setting)
    closing = None if quoted else _closing(verb, rows, source)
    if closing is not None:
        return closing
    if source is None and not _leaves_open(verb):
        return None
    for words, row in rows:
        cue = _cue_tokens(verb, words)
        if not cue or not _stands(verb, row.act) or _insists_that(verb, words):
            continue
        pointing = of_what_was_told(verb, row, cue, source)
        if pointing is not None:
            return pointing
        for form in ORDER_OF_FORMS:
            if form in row.forms:
                content = FORMS[form](verb, quoted, setting) - _naming(source, verb, setting) - frozenset(cue)
                if content:
                    rule = f"{row.act} {' '.join(verb.doc[i].lemma_ for i in cue)} ({form})"
                    return Saying(act_of(verb, row), form, cue, source, content, rule, passed_on_by(verb))
    return _by_order(verb, rows, source, setting) or _before_colon(verb, rows, source)


def _insists_that(verb: Word, words: tuple[str, ...]) -> bool:
    """``insisted on X that the town held``: the "on" is where it was said; nothing is demanded."""
    told = (c for c in verb.children if c.dep_ == "ccomp" and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children))
    return words == ("insist", "on") and next(told, None) is not None


def _closing(verb: Word, rows: Rows, source: Word | None) -> Saying | None:
    """``A long clause, with commas, the head of the office, Amin Sefa, said on Friday.``: who closes the sentence has said it."""
    row = next((row for words, row in rows if len(words) == 1 and row.act in CLOSING and "clause" in row.forms), None)
    closes = verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and closes_sentence(verb) and not is_negated(verb)
    speaker = closing_speaker(verb) if row is not None and closes else None
    if row is None or speaker is None or (source is not None and source.i >= speaker.left and not _hangs_back(verb)):
        return None
    content = frozenset(range(verb.sent.start, speaker.left - 1))
    return Saying(row.act, "clause", (verb.i,), speaker.head, content, f"{row.act} {verb.lemma_} (closing words)")


def _hangs_back(verb: Word) -> bool:
    """``X said that A and that B, Tass reported``: the parser took the last verb for a part of what X said."""
    return verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.pos_ in VERBAL


def _by_order(verb: Word, rows: Rows, source: Word | None, setting: Setting) -> Saying | None:
    """The grammar found nothing that is said: the order of the words may."""
    row = next((row for words, row in rows if len(words) == 1 and row.act == "say" and "clause" in row.forms and row.plain), None)
    if row is None or source is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(verb) or is_negated(verb):
        return None
    apart = min(abs(verb.i - source.i), abs(verb.i - source.right_edge.i))
    if verb.dep_ in ("relcl", "acl") or apart > BETWEEN or _likens(verb):
        return None
    content = beside(verb, source) - _naming(source, verb, setting) - {verb.i}
    return Saying(row.act, "clause", (verb.i,), source, content, f"{row.act} {verb.lemma_} (order of words)") if content else None


def _likens(verb: Word) -> bool:
    """``27 had died, not 19 as the government claimed``: only what stands right before it is the government's word."""
    left = verb.left_edge
    return left.lower_ == "as" and left.i > verb.sent.start and left.nbor(-1).text != ","


def _before_colon(verb: Word, rows: Rows, source: Word | None) -> Saying | None:
    """``The mayor said:`` and the quotation stands in the next paragraph."""
    doc, end = verb.doc, verb.sent.end
    row = next((row for words, row in rows if len(words) == 1 and "quote" in row.forms), None)
    if row is None or source is None or doc[end - 1].text != ":" or end >= len(doc) or doc[end].text not in OPENERS | STRAIGHT:
        return None
    content = frozenset(t.i for t in doc[end].sent)
    return Saying(row.act, "quote", (verb.i,), source, content, f"{row.act} {verb.lemma_} (next paragraph)")


def _speaks_inside(verb: Word) -> bool:
    return any(c.dep_ == "ccomp" for c in verb.children)


def _leaves_open(verb: Word) -> bool:
    """``was quoted as saying``, ``it is said that``: words of saying with nobody named still attribute."""
    if is_passive(verb):
        return not any(c.lower_ in FIRST_PERSON for c in verb.children)
    return verb.dep_ == "pcomp" and verb.head.head.lemma_ in QUOTING


def _stands(verb: Word, act: str) -> bool:
    """False for what is only possible ("could threaten") and for what was not said ("did not say that")."""
    if any(c.dep_ == "aux" and c.lower_ in MAYBE for c in verb.children) or _neither_nor(verb):
        return False
    return act not in ("say", "confirm", "mind") or not (is_negated(verb) or _is_unable(verb))


def _is_unable(verb: Word) -> bool:
    """``was not able to verify``, ``was unable to``, ``declined to confirm``."""
    if verb.dep_ != "xcomp":
        return False
    above = verb.head
    return above.lemma_ in NOT_DOING or is_negated(above) or (above.dep_ == "acomp" and is_negated(above.head))


def _neither_nor(verb: Word) -> bool:
    """``neither confirmed nor denied``: nothing is said."""
    top = verb.head if verb.dep_ == "conj" else verb
    return any(c.lower_ == "neither" and c.i < verb.i for c in top.children)


def _cue_tokens(token: Word, words: tuple[str, ...]) -> tuple[int, ...]:
    found = [token.i]
    near = [*token.children, *(g for c in token.children if c.dep_ in ("advcl", "ccomp") for g in c.children if g.dep_ == "mark")]
    for word in words[1:]:
        hit = next((c for c in near if word in (c.lower_, c.lemma_.lower())), None)
        if hit is None:
            return ()
        found.append(hit.i)
    return tuple(found)


def _naming(source: Word | None, verb: Word, setting: Setting) -> Content:
    """The words that only name the speaker, not the relative clause in which the speaker speaks."""
    if source is None:
        return NOTHING
    own = subtree(source) - subtree(verb) if verb.i in subtree(source) else subtree(source)
    return own | _rest_of_name(source, setting)


def _rest_of_name(source: Word, setting: Setting) -> Content:
    """``fled the town, its commander Amin | al-Sefa said``: the parser hung half of a known name, and the office, elsewhere."""
    if source.i not in setting.names or source.dep_ not in OWN_SUBJECTS:
        return NOTHING
    split = [t for t in setting.parsed.tokens(setting.names[source.i][0]) if t.i < source.i and t.i not in subtree(source)]
    top = split[0] if split else source
    while top.dep_ in ("compound", "flat", "appos") and top.head.i < source.i and not _after_comma(top):
        top = top.head
    return frozenset(range(top.left_edge.i, source.i)) if split else NOTHING


def _after_comma(phrase: Word) -> bool:
    left = phrase.left_edge
    return left.i > left.sent.start and left.nbor(-1).text == ","
