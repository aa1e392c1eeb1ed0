"""A verb of saying -> who speaks by it, and who passes it on, wherever the parser hung them."""

from rashomon.claims.parse.arguments import is_nobody, is_passive, subject_of
from rashomon.claims.parse.words import Word, Words
from rashomon.claims.setting import Setting
from rashomon.claims.speech.corrections import is_notice, is_withdrawn

FIRST_PERSON = frozenset({"i", "we", "you", "one", "us"})
NOBODY = frozenset({"that", "this", "there", "what", "these", "those", "it's", "everything", "nothing"})
OWN_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
QUOTED_BY = frozenset({"citing", "quoting"})
QUOTING = frozenset({"quote", "cite"})


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


def passed_on_by(verb: Word) -> Word | None:
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
