"""A word of saying -> what is said: complement, quotation, infinitive, object, noun phrase, or what stands beside it."""

from collections.abc import Callable, Iterator

from rashomon.claims.parse.arguments import is_gerund
from rashomon.claims.parse.words import Word, Words
from rashomon.claims.setting import Setting
from rashomon.claims.speech.besides import CONTRASTS, has_words, own_clause

Content = frozenset[int]
NOTHING: Content = frozenset()
VERBAL = ("VERB", "AUX")
COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "oprd", "ccomp", "dative", "attr", "acomp", "advcl", "pcomp"})
ADDRESSING = frozenset({"tell", "inform", "warn", "assure", "remind", "write", "advise", "alert", "say"})
ASIDE = frozenset({"on", "in", "at", "to", "during", "via", "through", "by", "with", "after", "before", "from", "of"})


def subtree(token: Word | None) -> Content:
    """The numbers of a token and of all that hangs on it."""
    return NOTHING if token is None else frozenset(t.i for t in token.subtree)


def clause(verb: Word, quoted: Content, setting: Setting) -> Content:
    """A clause that is said, without the clauses in which somebody else speaks."""
    told = _clause(verb, setting)
    return told - _of_others(told - quoted, verb, setting) if told else NOTHING


def _of_others(told: Content, verb: Word, setting: Setting) -> Content:
    """``X said A; Y denied B``, ``A, X said, as Y reported B``: X does not tell what Y said."""
    later = (verb.doc[i] for i in told if i > verb.i and verb.doc[i].lemma_.lower() in setting.know.cues.speech)
    return frozenset(i for other in later for i in own_clause(other))


def _clause(verb: Word, setting: Setting) -> Content:
    """The complement, the clause that the saying is set into, or what stands beside it."""
    own = [c for c in verb.children if c.dep_ == "ccomp" and _is_told(c, verb) and not _is_tag(c, verb, setting)]
    if len(own) > 1:
        own = [c for c in own if c.i > verb.i or not _is_joined(c)] or own
    if own:
        told = frozenset(i for c in own for i in _without_contrast(c))
        return told | _and_that(told, verb) | _trailing(own[0], verb, setting) | _after_colon(told, verb)
    if verb.dep_ == "parataxis" and any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.head.children):
        return frozenset(i for c in verb.head.children if c.dep_ == "ccomp" and c.i < verb.i for i in subtree(c))
    if _is_set_in(verb):
        return frozenset(t.i for t in verb.sent) - subtree(verb) if _has_subject(verb) else NOTHING
    if verb.dep_ in {"ROOT", "conj"}:
        beside = [c for c in verb.children if c.dep_ in ("parataxis", "dep") and c.pos_ in VERBAL]
        if beside:
            return subtree(beside[0])
    return _opened_by_that(verb)


def _is_joined(clause: Word) -> bool:
    """``A, but X said B``: A stands beside what X said."""
    return any(c.dep_ == "cc" and c.i > clause.i for c in clause.children)


def _and_that(told: Content, verb: Word) -> Content:
    """``said that A but that B``, ``A but B, X said``: the second clause, wherever the parser hung it."""
    last = max(told)
    if last < verb.i:
        speaker = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        between = verb.doc[last + 1 : speaker.left_edge.i] if speaker is not None else None
        return frozenset(t.i for t in between) if between and tells(between) else NOTHING
    after = [t for t in verb.doc[last + 1 : min(last + 4, verb.sent.end)] if not t.is_punct]
    if [t.lower_ for t in after[:2]] not in (["and", "that"], ["but", "that"]) or after[1].dep_ != "mark":
        return NOTHING
    return frozenset(i for i in subtree(after[1].head) if i >= after[1].i)


def _after_colon(told: Content, verb: Word) -> Content:
    """``A is unlikely, argues X: the roads are long``: the reasons are his too."""
    doc, end = verb.doc, verb.sent.end
    colon = next((i for i in range(verb.i + 1, end) if doc[i].text == ":"), None) if max(told) < verb.i else None
    if colon is None or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[verb.i + 1 : colon]):
        return NOTHING
    return frozenset(range(colon + 1, end)) if tells(doc[colon + 1 : end]) else NOTHING


def _is_told(complement: Word, verb: Word) -> bool:
    """More than a question word, and not what stands before a semicolon: "X says A; Y denies B"."""
    before = complement.i < verb.i and any(t.text == ";" for t in verb.doc[complement.i : verb.i])
    return bool(complement.children) and not (before and has_words(verb))


def _is_tag(complement: Word, verb: Word, setting: Setting) -> bool:
    """``X said at noon that A, AFP reported``: the last words are no complement of said."""
    speaks = complement.lemma_.lower() in setting.know.cues.speech and not any(c.dep_ == "ccomp" for c in complement.children)
    left = complement.left_edge.i
    return speaks and complement.i > verb.i + 1 and complement.doc[left - 1].text == ","


def _without_contrast(said: Word) -> Content:
    doc = said.doc
    cut = [
        c
        for c in said.children
        if c.dep_ == "advcl"
        and c.i > said.i
        and c.left_edge.lower_ in CONTRASTS
        and doc[c.left_edge.i - 1].text == ","
        and not _is_shifted(c)
    ]
    return subtree(said) - frozenset(i for c in cut for i in subtree(c))


def _is_shifted(clause: Word) -> bool:
    """``said it had shot down ten, while three had been lost``: the tense of what is said goes on."""
    return clause.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in clause.children)


def _is_set_in(verb: Word) -> bool:
    """``Prices, the mayor said, doubled``: the saying hangs in or under what is said."""
    if verb.dep_ == "parataxis":
        return True
    marked = any(c.dep_ == "mark" and c.lower_ != "as" for c in verb.children)  # "..., a day after the rebels claimed the base"
    return verb.dep_ == "ccomp" and verb.head.i < verb.i and not marked and _between_commas(verb)


def _has_subject(verb: Word) -> bool:
    return any(c.dep_ == "nsubj" for c in verb.children)


def _between_commas(verb: Word) -> bool:
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    before = left == verb.sent.start or doc[left - 1].text in (",", "”", '"', "—", "–")
    return before and (right + 1 >= verb.sent.end or doc[right + 1].is_punct or doc[right].is_punct)


def _trailing(said: Word, verb: Word, setting: Setting) -> Content:
    """Participles after "X, Y said, contributing to Z" go on with what is said."""
    if said.i > verb.i:
        return NOTHING
    adding = setting.know.cues.lists["adding"]
    late = [c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i and c.tag_ == "VBG" and c.lemma_ not in adding]
    return frozenset(i for c in late for i in subtree(c))


def _opened_by_that(verb: Word) -> Content:
    """Where the parser lost the complement: "that" after the verb and its asides opens what is said."""
    doc, at = verb.doc, verb.i + 1
    while at < verb.sent.end and at < verb.i + 9 and _is_aside(doc[at], verb):
        at += 1
    if at < verb.sent.end and doc[at].lower_ == "that" and _opens_clause(doc[at]) and doc[at].head.i > verb.i:
        return frozenset(i for i in subtree(doc[at].head) if i >= at)
    return NOTHING


def _opens_clause(that: Word) -> bool:
    """A conjunction, whatever the parser made of it: the clause has another subject."""
    clause = that.head
    return that.dep_ == "mark" or (that.tag_ == "IN" and any(c.dep_ == "nsubj" and c.i > that.i for c in clause.children))


def _is_aside(token: Word, verb: Word) -> bool:
    """``told reporters in Goma on Friday that``: what stands between the verb and what is said."""
    if token.dep_ == "dobj" and token.head.i == verb.i and verb.lemma_ not in ADDRESSING:
        return False  # "denied allegations that": the noun is what is denied
    return token.dep_ in ("pobj", "dobj", "dative", "npadvmod", "det", "compound", "amod", "poss", "nummod", "case") or (
        token.dep_ in ("prep", "advmod", "punct") and token.i > verb.i and (token.lower_ in ASIDE or token.dep_ != "prep")
    )


def quote(verb: Word, quoted: Content, setting: Setting) -> Content:
    """The quoted words of the verb's sentence, where the verb stands beside them or governs them."""
    own = quoted & subtree(verb)
    if not quoted or verb.i in quoted or verb.dep_ in ("relcl", "acl", "advcl", "pcomp", "xcomp"):
        return own and _around_fragment(verb, own)
    others = frozenset(i for c in verb.children if c.dep_ == "conj" and c.pos_ in VERBAL for i in subtree(c))
    outside = quoted - others if verb.dep_ in ("ROOT", "parataxis", "ccomp") else own
    spoken = any(verb.doc[i].is_alpha for i in outside)
    return _around_fragment(verb, outside) if spoken else NOTHING


def _around_fragment(verb: Word, quoted: Content) -> Content:
    """``said it was "strongly opposed" to talks``: the whole complement, of which only some words are quoted."""
    after = [c for c in verb.children if c.i > verb.i and c.dep_ in COMPLEMENTS and c.dep_ != "prep"]
    partly = [c for c in after if (inside := subtree(c)) & quoted and not inside <= quoted and c.dep_ != "advcl"]
    return quoted | frozenset(i for c in partly for i in subtree(c))


def infinitive(verb: Word, quoted: Content, setting: Setting) -> Content:
    """``vowed to fight``; ``urged speeding up aid``."""
    own = [c for c in verb.children if c.dep_ in ("xcomp", "advcl", "ccomp") and c.i > verb.i]
    toward = next((c for c in own if any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)), None)
    doing = next((c for c in own if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    chosen = toward or doing
    if chosen is None or (verb.lemma_ == "offer" and any(c.dep_ == "dobj" for c in verb.children)):
        return NOTHING
    return frozenset(i for c in (chosen, *_addressed(verb, chosen)) for i in subtree(c))


def _addressed(verb: Word, chosen: Word) -> Iterator[Word]:
    """Who is to do it: "urged residents to leave"."""
    yield from (c for c in verb.children if verb.i < c.i < chosen.i and c.dep_ == "dobj")


def objects(verb: Word, quoted: Content, setting: Setting) -> Content:
    """``accused X of mining``, ``urged residents to leave``, ``called for talks``: all that stands under the verb after it."""
    kept = [c for c in verb.children if c.i > verb.i and c.dep_ in COMPLEMENTS]
    return frozenset(i for c in kept for i in subtree(c))


def judged(verb: Word, quoted: Content, setting: Setting) -> Content:
    """``called the raid a mistake``, ``described X as Y``: two complements, or one that holds a subject of its own."""
    kept = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr", "prep", "acomp")]
    small = any(c.dep_ in ("oprd", "ccomp", "xcomp", "attr") for c in kept)
    likened = any(c.dep_ == "prep" and c.lower_ in ("as", "to", "with") for c in kept)
    if not small and not (quoted & subtree(verb)) and not (likened and any(c.dep_ == "dobj" for c in kept)):
        return NOTHING
    return frozenset(i for c in kept for i in subtree(c)) | (quoted & subtree(verb))


def noun(verb: Word, quoted: Content, setting: Setting) -> Content:
    """``announced the discovery of a grave``, ``denied involvement``, ``denied firing``: a noun phrase or an -ing form."""
    own = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN", "VERB", "NUM")), None)
    own = own or next((c for c in verb.children if c.dep_ == "xcomp" and is_gerund(c)), None)
    own = own or next((p for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "of") for p in c.children), None)
    return subtree(own)


FORMS: dict[str, Callable[[Word, Content, Setting], Content]] = {
    "clause": clause,
    "quote": quote,
    "infinitive": infinitive,
    "object": objects,
    "judged": judged,
    "noun": noun,
}


def beside(verb: Word, speaker: Word) -> Content:
    """Where the grammar was lost: what stands before ", SPEAKER said" or after "SPEAKER said [on Monday]", by order alone."""
    doc, sentence = verb.doc, verb.sent
    before = _before(speaker)
    if before is not None and tells(doc[sentence.start : before]):
        return frozenset(range(sentence.start, before))
    after = verb.i + 1
    while after < sentence.end and _is_aside(doc[after], verb):
        after += 1
    if tells(doc[after : sentence.end]):
        return frozenset(range(after, sentence.end)) - frozenset(t.i for t in doc[sentence.end - 1 : sentence.end] if t.is_punct)
    return NOTHING


def _before(speaker: Word) -> int | None:
    """The comma before the speaker's phrase, which ends what was said before it."""
    opening = min((t.i for t in speaker.subtree if not t.is_punct), default=speaker.i)
    left = opening if 0 <= speaker.i - opening < 12 else speaker.i
    if left > speaker.sent.start and speaker.doc[left - 1].pos_ == "CCONJ":
        return None  # "A, but X said B": A is not X's
    for at in range(left - 1, max(speaker.sent.start, speaker.i - 12), -1):
        if speaker.doc[at].text in (",", "—", "–", "”", '"'):
            return at
    return None


def tells(words: Words) -> bool:
    """A clause: a finite verb or a modal with a noun or pronoun before it."""
    named = False
    for token in words:
        if named and token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return True
        named = named or token.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    return False
