"""Setting -> who says what: every stretch of the report that is somebody's word, and whose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.claims.arguments import controller, is_passive, subject_of
from rashomon.claims.quotations import find_quotations
from rashomon.claims.setting import Setting

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

AHEAD_ACTS = frozenset({"order", "promise", "threaten"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution as token numbers: who (head of the noun phrase, None where unnamed), by which word, what.

    `act` is what the speaker does with it (say, confirm, deny, order, promise, accuse, judge); `form` how the content is put.
    """

    act: str
    form: str
    cue: tuple[int, ...]
    source: "Token | None"
    content: frozenset[int]
    rule: str

    @property
    def verb(self) -> int:
        """The token number of the word of saying."""
        return self.cue[0]


def find_sayings(setting: Setting) -> tuple[Saying, ...]:
    """Every attribution that a sentence makes by itself, in text order."""
    quotations = find_quotations(setting.parsed)
    found: list[Saying] = []
    for sentence in setting.parsed.doc.sents:
        quoted = frozenset(i for a, b in quotations for i in range(max(a, sentence.start), min(b, sentence.end)))
        own = [s for token in sentence for s in _sayings_of(token, setting, quoted)]
        found += _with_loose_quotes(own, quoted, sentence)
    return tuple(found)


def _sayings_of(token: "Token", setting: Setting, quoted: frozenset[int]) -> Iterator[Saying]:
    saying = _by_verb(token, setting, quoted) or _according(token, setting) or _by_noun(token, setting) or _by_colon(token, setting)
    if saying is not None and saying.content:
        yield saying


def _by_verb(token: "Token", setting: Setting, quoted: frozenset[int]) -> Saying | None:
    """``X said that``, ``said X``, ``X, Y said, Z``, ``announced the capture of``, ``accused X of``, ``vowed to``."""
    if token.pos_ not in ("VERB", "AUX") or (token.i in quoted and not _speaks_inside(token)):
        return None
    for words, row in setting.know.cues.speech.get(token.lemma_.lower(), ()):
        cue = _cue_tokens(token, words)
        if not cue:
            continue
        for form in ("clause", "quote", "infinitive", "object", "noun"):
            if form in row.forms:
                content = FORMS[form](token, quoted, setting)
                source = _source_head(token, setting) if content else None
                if content and (source is not None or _unnamed(token, row.act)):
                    return Saying(row.act, form, cue, source, content - _subtree(source), f"{row.act} {' '.join(words)} ({form})")
    return None


def _speaks_inside(token: "Token") -> bool:
    return any(c.dep_ == "ccomp" for c in token.children)


def _unnamed(token: "Token", act: str) -> bool:
    """``was quoted as saying``, ``it is said that``: words of saying with nobody named still attribute."""
    return is_passive(token) and act in ("say", "confirm")


def _cue_tokens(token: "Token", words: tuple[str, ...]) -> tuple[int, ...]:
    found = [token.i]
    for word in words[1:]:
        hit = next((c for c in token.children if word in (c.lower_, c.lemma_.lower())), None)
        if hit is None:
            return ()
        found.append(hit.i)
    return tuple(found)


def _clause(verb: "Token", quoted: frozenset[int], setting: Setting) -> frozenset[int]:
    """A clause that is said: complement, the clause that the saying is set into, or what stands beside it."""
    own = [c for c in verb.children if c.dep_ == "ccomp" and not _is_question_word_only(c)]
    if own:
        return frozenset(i for c in own for i in _subtree(c)) | _trailing(own[0], verb, setting)
    if verb.dep_ in ("parataxis",) or (verb.dep_ == "ccomp" and verb.head.i < verb.i and _between_commas(verb)):
        return frozenset(t.i for t in verb.sent) - _subtree(verb) if _own_nominal(verb) else frozenset()
    if verb.dep_ in {"ROOT", "conj"}:
        beside = [c for c in verb.children if c.dep_ in ("parataxis", "dep") and c.pos_ in ("VERB", "AUX")]
        return _subtree(beside[0]) if beside else _opened_by_that(verb)
    return _opened_by_that(verb)


def _is_question_word_only(clause: "Token") -> bool:
    return len(list(clause.subtree)) < 2


def _own_nominal(verb: "Token") -> bool:
    return any(c.dep_ in ("nsubj",) for c in verb.children)


def _between_commas(verb: "Token") -> bool:
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    before = left == verb.sent.start or doc[left - 1].text in (",", "”", '"', "—", "–")
    return before and (right + 1 >= verb.sent.end or doc[right + 1].is_punct or doc[right].is_punct)


def _trailing(clause: "Token", verb: "Token", setting: Setting) -> frozenset[int]:
    """Participles after "X, Y said, contributing to Z" go on with what is said."""
    if clause.i > verb.i:
        return frozenset()
    return frozenset(
        i
        for c in verb.children
        if c.dep_ == "advcl" and c.i > verb.i and c.tag_ == "VBG"
        for i in _subtree(c)
        if c.lemma_ not in setting.know.cues.lists["adding"]
    )


def _opened_by_that(verb: "Token") -> frozenset[int]:
    """Where the parser lost the complement: "that" right after the verb opens what is said."""
    doc, end = verb.doc, verb.sent.end
    if verb.i + 1 < end and doc[verb.i + 1].lower_ == "that" and doc[verb.i + 1].dep_ == "mark":
        return _subtree(doc[verb.i + 1].head) - {verb.i}
    return frozenset()


def _quote(verb: "Token", quoted: frozenset[int], setting: Setting) -> frozenset[int]:
    """The quoted words of the verb's sentence, where the verb stands beside them or governs them."""
    if not quoted or (verb.dep_ in ("relcl", "acl") and verb.i not in quoted):
        return frozenset(i for i in quoted if verb.left_edge.i <= i <= verb.right_edge.i)
    below = _subtree(verb)
    return (
        frozenset(quoted)
        if verb.dep_ in ("ROOT", "parataxis", "ccomp", "conj", "advcl") and verb.i not in quoted
        else quoted & below
    )


def _infinitive(verb: "Token", quoted: frozenset[int], setting: Setting) -> frozenset[int]:
    own = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.i > verb.i and any(g.lower_ == "to" for g in c.children)),
        None,
    )
    return _subtree(own) if own is not None else frozenset()


def _object(verb: "Token", quoted: frozenset[int], setting: Setting) -> frozenset[int]:
    """``accused X of mining``, ``urged residents to leave``, ``called for talks``: all that stands under the verb after it."""
    kept = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ in ("dobj", "prep", "xcomp", "oprd", "ccomp", "dative", "attr", "acomp", "advcl")
    ]
    return frozenset(i for c in kept for i in _subtree(c))


def _noun(verb: "Token", quoted: frozenset[int], setting: Setting) -> frozenset[int]:
    """``announced the discovery of a grave``: the noun phrase, where it tells a happening."""
    own = subject = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "pobj")), None)
    if own is None or (subject is not None and own.pos_ not in ("NOUN", "PROPN", "VERB")):
        own = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    if own is None:
        own = next((p for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "of") for p in c.children), None)
    return _subtree(own) if own is not None and setting.in_war(verb) else frozenset()


FORMS = {"clause": _clause, "quote": _quote, "infinitive": _infinitive, "object": _object, "noun": _noun}


def _source_head(verb: "Token", setting: Setting) -> "Token | None":
    """The head of who says it; footage and documents show, they do not say."""
    source = subject_of(verb)
    if source is None and not is_passive(verb):
        source = _inverted(verb)
    if source is None and is_passive(verb) and verb.lemma_ in ("quote", "cite", "report"):
        source = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if source is None or source.lower_ in ("that", "this", "there", "what", "which", "these", "those"):
        return None
    if source.lemma_.lower() in setting.know.cues.frames["evidence"] or source.lower_ in ("i", "we", "you", "one"):
        return None
    return source


def _inverted(verb: "Token") -> "Token | None":
    """``said Ukraine's minister``: a name right after the verb that the parser took for its object."""
    return next(
        (
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in ("dobj", "npadvmod", "attr") and c.pos_ in ("PROPN", "NOUN", "PRON")
        ),
        None,
    )


def _according(token: "Token", setting: Setting) -> Saying | None:
    """``According to X, ...``; ``citing X``: the rest of the clause is X's word."""
    phrase = f"{token.lower_} {token.nbor(1).lower_}" if token.i + 1 < len(token.doc) else token.lower_
    if token.lower_ == "according" and phrase == "according to":
        holder = next((c for c in token.children if c.lower_ == "to"), token)
    elif token.lower_ in ("citing", "quoting") and token.pos_ == "VERB":
        holder = token
    else:
        return None
    source = next((c for c in holder.children if c.dep_ in ("pobj", "dobj")), None)
    if source is None:
        return None
    own = _subtree(token)
    return Saying(
        "say",
        "according",
        (token.i, holder.i) if holder is not token else (token.i,),
        source,
        _governed(token) - own,
        "according to",
    )


def _governed(token: "Token") -> frozenset[int]:
    """The clause that "according to" speaks for: that of its governor, up to the verb of it; a title's whole sentence."""
    above = token.head
    while above.pos_ not in ("VERB", "AUX") and above.head is not above:
        above = above.head
    if (
        above.dep_ in ("relcl", "advcl", "conj")
        and above.pos_ in ("VERB", "AUX")
        and token.i > above.i
        and not _ends_sentence(token)
    ):
        return _subtree(above)
    return frozenset(t.i for t in token.sent)


def _ends_sentence(token: "Token") -> bool:
    """ "..., according to X." with a comma before it speaks for the whole sentence."""
    return token.i > token.sent.start and token.nbor(-1).text == "," and token.right_edge.i >= token.sent.end - 3


def _by_noun(token: "Token", setting: Setting) -> Saying | None:
    """``the ministry's statement that ...``, ``a claim by the rebels that ...``."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in setting.know.cues.frames["nouns"]:
        return None
    said = next(
        (
            c
            for c in token.children
            if c.dep_ in ("acl", "ccomp", "relcl") and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children)
        ),
        None,
    )
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    owner = owner or next((p for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for p in c.children), None)
    if said is None or owner is None:
        return None
    return Saying("say", "clause", (token.i,), owner, _subtree(said), f"noun {token.lemma_.lower()} that")


def _by_colon(token: "Token", setting: Setting) -> Saying | None:
    """``Russia: 40 drones shot down``: a headline that opens with a name and a colon."""
    sentence = token.sent
    if token.text != ":" or token.i - sentence.start > 5 or token.i == sentence.start or token.i + 2 >= sentence.end:
        return None
    speaker = token.doc[token.i - 1]
    names = setting.names.get(speaker.i)
    if names is None or any(t.pos_ in ("VERB", "AUX") for t in token.doc[sentence.start : token.i]):
        return None
    return Saying("say", "clause", (token.i,), speaker, frozenset(range(token.i + 1, sentence.end)), "colon")


def _with_loose_quotes(own: list[Saying], quoted: frozenset[int], sentence: "Words") -> list[Saying]:
    """A quotation of the sentence that no saying holds belongs to the nearest saying of the sentence."""
    if not own or not quoted:
        return own
    held = frozenset(i for saying in own for i in saying.content)
    loose = quoted - held
    if not loose:
        return own
    speaking = [s for s in own if s.form in ("clause", "quote", "according") and s.act in ("say", "confirm", "deny", "accuse")]
    if not speaking:
        return own
    nearest = min(speaking, key=lambda s: min(abs(s.verb - i) for i in loose))
    return [replace(s, content=s.content | loose) if s is nearest else s for s in own]


def _subtree(token: "Token | None") -> frozenset[int]:
    return frozenset() if token is None else frozenset(t.i for t in token.subtree)


def content_runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Token numbers as runs ``(first, last)``, both included."""
    runs: list[tuple[int, int]] = []
    for i in sorted(tokens):
        if runs and i == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def shares_subject(saying: Saying, setting: Setting) -> bool:
    """True where the saying's subject stands at another verb ("said ..., adding that")."""
    verb = setting.parsed.doc[saying.verb]
    return controller(verb).i != verb.i
