"""Setting -> who says what: every stretch of the report that is somebody's word, and whose."""

from collections.abc import Iterator
from dataclasses import replace

from rashomon.claims.parse.arguments import is_nobody, is_passive, subject_of
from rashomon.claims.parse.words import Word, Words
from rashomon.claims.setting import Setting
from rashomon.claims.speech.closings import closes_sentence, closing_speaker
from rashomon.claims.speech.contents import FORMS, NOTHING, VERBAL, Content, beside, subtree
from rashomon.claims.speech.corrections import is_notice, is_withdrawn
from rashomon.claims.speech.frames import apposed_denial, cites_somebody, framed
from rashomon.claims.speech.mute import is_mute
from rashomon.claims.speech.quotations import OPENERS, STRAIGHT, Quotations
from rashomon.claims.speech.sayings import AHEAD_ACTS, Saying
from rashomon.claims.speech.showing import shown
from rashomon.knowledge.cues import SpeechRow

Rows = tuple[tuple[tuple[str, ...], SpeechRow], ...]

__all__ = ["AHEAD_ACTS", "Saying", "find_sayings"]

ORDER_OF_FORMS = ("clause", "judged", "quote", "infinitive", "object", "noun")
FIRST_PERSON = frozenset({"i", "we", "you", "one", "us"})
NOBODY = frozenset({"that", "this", "there", "what", "these", "those", "it's", "everything", "nothing"})
MAYBE = frozenset({"could", "might", "may", "would", "should", "must", "'d", "’d"})
OWN_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
NOT_DOING = frozenset({"unable", "decline", "refuse", "fail"})
BETWEEN = 4  # words that may part a speaker from the verb where only their order is known
CLOSING = frozenset({"say", "confirm"})
QUOTED_BY = frozenset({"citing", "quoting"})
QUOTING = frozenset({"quote", "cite"})
FALSE = frozenset("baseless false untrue groundless unfounded absurd lie fabrication nonsense fake invention falsehood".split())
POINTERS = frozenset(
    "it this that them claim allegation accusation report statement assertion charge account toll figure number version"
    " announcement news narrative tally count suggestion responsibility involvement complicity".split()
)
OURS = frozenset({"us", "me", "ours"})


def find_sayings(setting: Setting, quotations: Quotations) -> tuple[Saying, ...]:
    """Every attribution that a sentence makes by itself, in text order."""
    quoted = quotations.tokens
    found: list[Saying] = []
    for sentence in setting.parsed.doc.sents:
        inside = frozenset(i for i in range(sentence.start, sentence.end) if i in quoted) if quoted else NOTHING
        found += _apart([saying for token in sentence for saying in _sayings_of(token, setting, inside)], setting)
    return tuple(found)


def _sayings_of(token: Word, setting: Setting, quoted: Content) -> Iterator[Saying]:
    saying = framed(token, setting) if token.tag_ == "VBG" and cites_somebody(token, setting) else None
    saying = saying or (_by_verb(token, setting, quoted) if token.pos_ in VERBAL else None) or framed(token, setting)
    saying = saying or shown(token, setting)
    if saying is not None and saying.content:
        yield _not_us(saying, setting)


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
        if not cue or not _stands(verb, row.act):
            continue
        pointing = _of_what_was_told(verb, row, cue, source)
        if pointing is not None:
            return pointing
        for form in ORDER_OF_FORMS:
            if form in row.forms:
                content = FORMS[form](verb, quoted, setting) - _naming(source, verb) - frozenset(cue)
                if content:
                    rule = f"{row.act} {' '.join(verb.doc[i].lemma_ for i in cue)} ({form})"
                    return Saying(_act(verb, row), form, cue, source, content, rule, _quoting(verb))
    return _by_order(verb, rows, source) or _before_colon(verb, rows, source)


def _act(verb: Word, row: "SpeechRow") -> str:
    """What the row says; who did not deny something has said that it may be so ("did not rule out the fall")."""
    return "say" if row.act == "deny" and _is_negated(verb) else row.act


def _not_us(saying: Saying, setting: Setting) -> Saying:
    """``“This was not us,” said an aide``: all that is said is that somebody else has done what was told."""
    doc = setting.parsed.doc
    told = [doc[i] for i in sorted(saying.content) if doc[i].is_alpha or doc[i].dep_ == "neg"]
    if saying.act != "say" or not 3 <= len(told) <= 5 or told[-1].lower_ not in OURS:
        return saying
    denied = told[0].lower_ in ("this", "that", "it") and told[1].lemma_ == "be" and any(t.dep_ == "neg" for t in told)
    return replace(saying, act="deny", rule=f"deny {doc[saying.verb].lemma_} (what was told)") if denied else saying


def _of_what_was_told(verb: Word, row: "SpeechRow", cue: tuple[int, ...], source: Word | None) -> Saying | None:
    """``denied it``, ``called the account baseless``, ``called reports of the fall untrue``."""
    told = _told_falsely(verb) if row.act == "judge" else NOTHING
    if told:
        return Saying("deny", "judged", cue, source, told, f"deny {verb.lemma_} (reports of it are false)")
    false = row.act == "judge" and _is_called_false(verb)
    pointed = _pointed_at(verb) if row.act == "deny" or false else NOTHING
    act = "deny" if false else _act(verb, row)
    return Saying(act, "noun", cue, source, pointed, f"{row.act} {verb.lemma_} (what was told)") if pointed else None


def _is_called_false(verb: Word) -> bool:
    """``called the account baseless``, ``described the report as a lie``."""
    named = (g for c in verb.children if c.dep_ in ("oprd", "ccomp", "prep", "attr", "xcomp", "acomp") for g in (c, *c.children))
    return any(word.lemma_.lower() in FALSE for word in named)


def _told_falsely(verb: Word) -> Content:
    """``called reports of the fall untrue``: what the reports tell, wherever the parser hung the last word."""
    reports = next((c for c in verb.children if c.i > verb.i and c.lemma_.lower() in POINTERS and c.pos_ == "NOUN"), None)
    after = [t for t in verb.sent if reports is not None and t.i > reports.i and t.i in subtree(verb)]
    end = next((t.i for t in after if t.lemma_.lower() in FALSE and not _describes(t)), None)
    if reports is None or end is None or end < reports.i + 3:
        return NOTHING
    return frozenset(t.i for t in verb.doc[reports.i : end] if not t.is_punct)


def _describes(word: Word) -> bool:
    """``false friends``: said of the next word alone."""
    return word.i + 1 < word.sent.end and word.nbor().pos_ == "NOUN"


def _pointed_at(verb: Word) -> Content:
    """``deny it``, ``denied the claim``: the object only points at what was told before."""
    own = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    bare = own is not None and all(t.i == own.i or t.pos_ in ("DET", "PRON", "ADJ") or t.i < own.i for t in own.subtree)
    return subtree(own) if own is not None and bare and own.lemma_.lower() in POINTERS else NOTHING


def _closing(verb: Word, rows: "Rows", source: Word | None) -> Saying | None:
    """``A long clause, with commas, the head of the office, Amin Sefa, said on Friday.``: who closes the sentence has said it."""
    row = next((row for words, row in rows if len(words) == 1 and row.act in CLOSING and "clause" in row.forms), None)
    closes = verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and closes_sentence(verb) and not _is_negated(verb)
    speaker = closing_speaker(verb) if row is not None and closes else None
    if row is None or speaker is None or (source is not None and source.i >= speaker.left and not _hangs_back(verb)):
        return None
    content = frozenset(range(verb.sent.start, speaker.left - 1))
    return Saying(row.act, "clause", (verb.i,), speaker.head, content, f"{row.act} {verb.lemma_} (closing words)")


def _hangs_back(verb: Word) -> bool:
    """``X said that A and that B, Tass reported``: the parser took the last verb for a part of what X said."""
    return verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.pos_ in VERBAL


def _by_order(verb: Word, rows: "tuple[tuple[tuple[str, ...], SpeechRow], ...]", source: Word | None) -> Saying | None:
    """The grammar found nothing that is said: the order of the words may."""
    row = next((row for words, row in rows if len(words) == 1 and row.act == "say" and "clause" in row.forms and row.plain), None)
    if row is None or source is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(verb) or _is_negated(verb):
        return None
    apart = min(abs(verb.i - source.i), abs(verb.i - source.right_edge.i))
    if verb.dep_ in ("relcl", "acl") or apart > BETWEEN or _likens(verb):
        return None
    content = beside(verb, source) - _naming(source, verb) - {verb.i}
    return Saying(row.act, "clause", (verb.i,), source, content, f"{row.act} {verb.lemma_} (order of words)") if content else None


def _likens(verb: Word) -> bool:
    """``27 had died, not 19 as the government claimed``: only what stands right before it is the government's word."""
    left = verb.left_edge
    return left.lower_ == "as" and left.i > verb.sent.start and left.nbor(-1).text != ","


def _before_colon(verb: Word, rows: "Rows", source: Word | None) -> Saying | None:
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
    return act not in ("say", "confirm", "mind") or not (_is_negated(verb) or _is_unable(verb))


def _is_unable(verb: Word) -> bool:
    """``was not able to verify``, ``was unable to``, ``declined to confirm``."""
    if verb.dep_ != "xcomp":
        return False
    above = verb.head
    return above.lemma_ in NOT_DOING or _is_negated(above) or (above.dep_ == "acomp" and _is_negated(above.head))


def _neither_nor(verb: Word) -> bool:
    """``neither confirmed nor denied``: nothing is said."""
    top = verb.head if verb.dep_ == "conj" else verb
    return any(c.lower_ == "neither" and c.i < verb.i for c in top.children)


def _is_negated(verb: Word) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for c in verb.children)


def _cue_tokens(token: Word, words: tuple[str, ...]) -> tuple[int, ...]:
    found = [token.i]
    near = [*token.children, *(g for c in token.children if c.dep_ in ("advcl", "ccomp") for g in c.children if g.dep_ == "mark")]
    for word in words[1:]:
        hit = next((c for c in near if word in (c.lower_, c.lemma_.lower())), None)
        if hit is None:
            return ()
        found.append(hit.i)
    return tuple(found)


def _naming(source: Word | None, verb: Word) -> Content:
    """The words that only name the speaker, not the relative clause in which the speaker speaks."""
    return subtree(source) - subtree(verb) if source is not None and verb.i in subtree(source) else subtree(source)


def speaker_of(verb: Word, setting: Setting) -> Word | None:
    """The head of who says it; footage and pictures show, they do not say."""
    source = _quoted_speaker(verb) or _just_before(verb) or _goes_on(verb, setting) or subject_of(verb)
    if source is None and not is_passive(verb):
        source = _inverted(verb) or (_just_before(verb.head) if verb.dep_ == "conj" else None)
    if source is None or is_nobody(source) or source.lower_ in NOBODY | FIRST_PERSON:
        return None
    if is_withdrawn(verb) or is_notice(source):
        return None
    mute = setting.classes(source) & {"weapon", "projectile"} and source.i not in setting.names  # "the tanks charged the trench"
    return None if mute or source.lemma_.lower() in setting.know.cues.frames["evidence"] else source


def _quoted_speaker(verb: Word) -> Word | None:
    """``the minister was quoted as saying``, ``Tass quoted the minister as saying``: the minister, not who quotes."""
    quoting = _quoting_verb(verb)
    if quoting is None:
        return None
    if is_passive(quoting):
        return next((c for c in quoting.children if c.dep_ == "nsubjpass"), None)
    at = _as_saying(quoting)
    return _noun_before(verb.doc, at, quoting.i) if at is not None else None


def _goes_on(verb: Word, setting: Setting) -> Word | None:
    """``the bombing, which the rebels denied, saying that``: who speaks right before goes on, wherever the parser hung it."""
    at = verb.i - 2
    if verb.tag_ != "VBG" or at < verb.sent.start or verb.nbor(-1).text != ",":
        return None
    before = verb.doc[at]
    told = before.dep_ == "relcl" and before.lemma_.lower() in setting.know.cues.speech
    return next((c for c in before.children if c.dep_ == "nsubj" and c.pos_ != "PRON"), None) if told else None


def _noun_before(doc: Words, at: int, since: int) -> Word | None:
    return next((doc[i] for i in range(at - 1, since, -1) if doc[i].pos_ in ("NOUN", "PROPN", "PRON")), None)


def _quoting_verb(verb: Word) -> Word | None:
    """The verb of quoting that `verb` is, or that it hangs on: "quoted as saying"."""
    if verb.lemma_ in QUOTING:
        return verb if is_passive(verb) or _as_saying(verb) is not None else None
    above = verb.head.head
    return above if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and above.lemma_ in QUOTING else None


def _as_saying(quoting: Word) -> int | None:
    """Where "as saying" stands after a verb of quoting."""
    doc, end = quoting.doc, min(quoting.sent.end - 1, quoting.i + 18)
    return next(
        (i for i in range(quoting.i + 1, end) if doc[i].lower_ == "as" and doc[i + 1].lower_ in ("saying", "telling")), None
    )


def _quoting(verb: Word) -> Word | None:
    """Who passes it on: "quoted by Interfax as saying", "Interfax quoted him as saying"."""
    quoting = _quoting_verb(verb)
    if quoting is None:
        return None
    if not is_passive(quoting):
        return subject_of(quoting)
    agents = [c for c in quoting.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ in ("by", "in"))]
    return next((p for agent in agents for p in agent.children if p.dep_ == "pobj"), None)


def _inverted(verb: Word) -> Word | None:
    """``said Ukraine's minister``: a name right after the verb that the parser took for its object."""
    told_before = any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)
    if not told_before and (verb.i == verb.sent.start or not verb.nbor(-1).is_punct):
        return None
    names = ("PROPN", "NOUN", "PRON")
    late = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "npadvmod", "attr") and c.pos_ in names]
    return late[0] if late else None


def _just_before(verb: Word) -> Word | None:
    """``General Amin denounced``: a noun right before a finite verb that the parser hung elsewhere."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or is_passive(verb) or any(c.dep_ in OWN_SUBJECTS for c in verb.children):
        return None
    at = _before_aside(verb)
    while at > verb.sent.start and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    token = _top(verb.doc[at])
    fits = at >= verb.sent.start and token.pos_ in ("NOUN", "PROPN")
    return token if fits and (token.dep_ != "pobj" or _opens_phrase(token)) else None


def _before_aside(verb: Word) -> int:
    """The token before ``, citing officers, said``; else the one before the verb."""
    doc, last = verb.doc, verb.i - 1
    if last <= verb.sent.start or doc[last].text != ",":
        return last
    opening = next((at for at in range(last - 1, verb.sent.start, -1) if doc[at].text == ","), None)
    return opening - 1 if opening is not None and doc[opening + 1].lower_ in QUOTED_BY else last


def _top(token: Word) -> Word:
    """``the governor of the western region said``: governor, where its phrase opens after a comma."""
    above = token
    while above.dep_ == "pobj" and above.head.dep_ == "prep" and above.head.head.pos_ in ("NOUN", "PROPN"):
        above = above.head.head
    return above if _opens_phrase(above) else token


def _opens_phrase(token: Word) -> bool:
    """Its phrase begins right after a comma."""
    left = token.left_edge.i
    return left > token.sent.start and token.doc[left - 1].text in (",", "”", '"', "—", "–")


def _apart(found: list[Saying], setting: Setting) -> Iterator[Saying]:
    """The same without what belongs to somebody else: "X said A, and Y said B"; ", according to Z"; a topic and its colon."""
    found = _cited(found, setting)
    for saying in found:
        inner = [other for other in found if other is not saying and other.verb in saying.content]
        if saying.rule == "colon" and any(other.source is not None for other in inner):
            continue  # "Sudan: The army said ..." names the topic
        cut = frozenset(i for other in inner for i in _others_words(saying, other, setting)) | _denials(saying, setting)
        cut |= _presupposed(saying, setting)
        yield replace(saying, content=saying.content - cut) if cut and saying.content - cut else saying


def _cited(found: list[Saying], setting: Setting) -> list[Saying]:
    """``AFP, citing officers, said that A``: A is the officers' word, and that they say so is AFP's."""
    doc = setting.parsed.doc
    citing = {s.verb: _passing_on(doc[s.verb], found) for s in found if s.form == "according" and doc[s.verb].tag_ == "VBG"}
    nested = {verb: above for verb, above in citing.items() if above is not None and above.source is not None}
    around = {above.verb: subtree(doc[verb]) for verb, above in nested.items()}
    kept = [replace(s, content=nested[s.verb].content - {*s.cue} - subtree(s.source)) if s.verb in nested else s for s in found]
    return [replace(s, content=s.content | around.get(s.verb, NOTHING)) for s in kept]


def _passing_on(citing: Word, found: list[Saying]) -> Saying | None:
    """The saying whose verb or speaker stands right before it ("reported, citing"), else the one that it hangs on."""
    before = citing.i - 2
    said = [s for s in found if s.act != "mind"]  # "attacked a post, according to the army": nobody spoke before
    beside = next((s for s in said if s.verb == before or (s.source is not None and s.source.i == before)), None)
    return beside or next((s for s in said if s.verb == citing.head.i), None)


def _presupposed(saying: Saying, setting: Setting) -> Content:
    """``denied that it had fired the rocket that killed two``, ``denies arming those who did``: told, not denied."""
    doc = setting.parsed.doc
    clauses = [doc[i] for i in saying.content if _tells_more(doc[i], saying)] if saying.act == "deny" else []
    return frozenset(i for clause in clauses for i in subtree(clause))


def _tells_more(clause: Word, saying: Saying) -> bool:
    """A relative clause of what is denied; of the denied noun itself only "who": "denied a report that" goes on with it."""
    if clause.dep_ != "relcl":
        return False
    own = clause.head.dep_ in ("dobj", "nsubjpass") and clause.head.head.i == saying.verb
    return saying.form == "clause" or (saying.form == "noun" and not own)


def _sets_against(verb: Word) -> bool:
    """``denied it, although monitors said that``: the reporter sets another's word against it."""
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("although", "though", "while", "whereas") for c in verb.children
    )


def _denials(saying: Saying, setting: Setting) -> Content:
    """``said it took the town, a claim that the army disputes``: the reporter's words."""
    doc = setting.parsed.doc
    nouns = [doc[i] for i in saying.content if doc[i].pos_ == "NOUN" and _set_off(doc[i])] if saying.form == "clause" else []
    return frozenset(i for noun in nouns if apposed_denial(noun, setting) is not None for i in subtree(noun))


def _set_off(noun: Word) -> bool:
    """Told beside the clause: an apposition, or what stands after a comma."""
    return noun.dep_ == "appos" or noun.doc[noun.left_edge.i - 1].text == ","


def _others_words(saying: Saying, other: Saying, setting: Setting) -> Content:
    """What `other`, which stands inside the content of `saying`, takes away from it."""
    verb = setting.parsed.doc[other.verb]
    if saying.form != "clause" or saying.verb > other.verb or other.source is None:
        return NOTHING
    if other.content & frozenset(saying.cue):
        return (subtree(verb) | subtree(other.source)) - other.content
    beside = (
        (verb.dep_ in ("conj", "parataxis") or _sets_against(verb))
        and other.source.dep_ == "nsubj"
        and other.source.head.i == other.verb
    )
    return subtree(verb) if beside else NOTHING
