"""A verb -> who does it and what it falls on, by grammar alone: passives, relatives, participles, shared subjects."""

from rashomon.claims.parse.words import Word

WITH_PREPOSITION = frozenset("ask call plead appeal push agree".split())  # "asked for weapons": what follows is the object
PERCEIVING = frozenset({"show", "reveal", "depict", "see", "film", "watch", "hear"})  # "show a span of the bridge missing"

SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
ACTS = frozenset({"shell", "bomb", "fight"})  # "Shelling hit the school": a noun that the tagger takes for a helping verb


def is_passive(verb: Word) -> bool:
    """``was captured``, ``captured by``: the subject is what the act falls on."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in ("aux", "dobj") for c in verb.children):
        return False
    return verb.dep_ in ("acl", "relcl") or (verb.dep_ == "conj" and is_passive(verb.head))  # "were caught and shot"


def is_elliptic(verb: Word) -> bool:
    """``two were killed and seven wounded``: a bare number and a participle take their other words from the verb before."""
    subject = _own_subject(verb)
    bare = subject is not None and subject.pos_ == "NUM" and subject.i == verb.i - 1
    return bare and verb.dep_ == "conj" and is_passive(verb.head) and not any(c.dep_ in ("aux", "dobj") for c in verb.children)


def is_gerund(verb: Word) -> bool:
    """``firing``, ``having fired``."""
    return verb.tag_ == "VBG" or any(c.dep_ == "aux" and c.lower_ == "having" for c in verb.children)


def is_counted(participle: Word) -> bool:
    """``the number of people killed``: what befell them belongs to the number."""
    of = participle.head.head
    return participle.dep_ == "acl" and of.lower_ == "of" and of.head.lemma_ == "number"


def is_nobody(noun: Word) -> bool:
    """``nobody claimed it``, ``no group claimed it``: the phrase names no doer and no speaker."""
    return noun.lower_ in ("nobody", "none", "no") or any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def controller(verb: Word) -> Word:
    """The verb whose subject this one shares: ``tried to advance`` -> tried; ``shelled X and killed Y`` -> shelled."""
    seen = {verb.i}
    while verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp", "dep", "acomp") and not _own_subject(verb):
        above = verb.head
        if above.dep_ == "prep" and verb.dep_ == "pcomp":
            above = above.head
        if above.i in seen or (verb.dep_ == "ccomp" and above.pos_ == "VERB" and verb.tag_ not in ("VBG", "VB")):
            break
        verb = above
        seen.add(verb.i)
    return verb


def perceived_by(verb: Word) -> Word | None:
    """``showed a crane and half of the bridge destroyed``: the verb of seeing by which we learn what became of the thing."""
    if verb.dep_ == "ccomp":
        return verb.head if verb.head.lemma_ in PERCEIVING else None
    noun = verb.head if verb.dep_ == "acl" else verb
    while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.lower_ == "of"):
        noun = noun.head if noun.dep_ == "conj" else noun.head.head
    return noun.head if verb.dep_ == "acl" and noun.dep_ == "dobj" and noun.head.lemma_ in PERCEIVING else None


def _own_subject(verb: Word) -> Word | None:
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    own = own or next((c for aux in verb.children if aux.dep_ == "auxpass" for c in aux.children if c.dep_ in SUBJECTS), None)
    return own or next((c for c in verb.children if c.dep_ == "aux" and c.tag_ == "VBG" and c.lemma_ in ACTS), None)


def subject_of(verb: Word) -> Word | None:
    """Who does it, by grammar: own subject, by-agent of a passive, antecedent of a relative or participle, shared subject."""
    if is_passive(verb):
        return _agent(verb)
    own = _own_subject(verb)
    if own is None and verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    if own is None and verb.dep_ != "ROOT":
        shared = controller(verb)
        if shared.i != verb.i:
            own = _patient_or_subject(shared, verb)
            return _antecedent(own, shared) if own is not None else None
    return _antecedent(own, verb) if own is not None else None


def _patient_or_subject(shared: Word, verb: Word) -> Word | None:
    """``ordered residents to leave``: the object of the upper verb acts; else its subject."""
    if shared.pos_ not in ("VERB", "AUX"):
        return None
    if verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and shared.lemma_ in PERCEIVING):
        patient = next((c for c in shared.children if c.dep_ == "dobj"), None)
        patient = patient or next(
            (
                p
                for c in shared.children
                if c.dep_ == "prep" and c.lower_ in ("on", "for", "to") and shared.i < c.i < verb.i
                for p in c.children
            ),
            None,
        )
        if patient is not None and patient.dep_ in ("dobj", "pobj"):
            return patient
    if is_passive(shared) and is_passive(verb):
        return None
    return _own_subject(shared) or (shared.head if shared.dep_ in ("acl", "relcl") else None)


def object_of(verb: Word) -> Word | None:
    """What it falls on, by grammar: direct object, subject of a passive, antecedent of a relative or participle."""
    if is_passive(verb):
        return _patient(verb)
    if verb.dep_ == "amod":
        return verb.head
    asked = _after_preposition(verb) if verb.lemma_.lower() in WITH_PREPOSITION else None
    own = asked or next((c for c in verb.children if c.dep_ in ("dobj", "obj", "dative")), None)
    return _antecedent(own, verb) if own is not None else _shared_object(verb)


def _patient(verb: Word) -> Word | None:
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    shared = controller(verb)
    return _own_subject(shared) if shared.i != verb.i and shared.pos_ in ("VERB", "AUX") else None


def _after_preposition(verb: Word) -> Word | None:
    """``asked for weapons``, ``asked its allies for weapons``."""
    holders = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "to")]
    return next((p for c in holders for p in c.children if p.dep_ in ("pobj", "pcomp")), None)


def _shared_object(verb: Word) -> Word | None:
    """``shelled and captured the village``: the object stands at the second verb."""
    for conj in verb.conjuncts:
        if conj.dep_ == "conj" and 0 < conj.i - verb.i <= 2 and not any(c.dep_ == "prep" for c in verb.children):
            return next((c for c in conj.children if c.dep_ == "dobj"), None)
    return None


def _agent(verb: Word) -> Word | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((p for p in child.children if p.dep_ == "pobj"), None)
    shared = next((c for c in verb.children if c.dep_ == "conj" and c.tag_ == "VBN" and _own_subject(c) is None), None)
    return _agent(shared) if shared is not None else None  # "robbed and beaten by gunmen"


def _antecedent(argument: Word, verb: Word) -> Word:
    """``missiles that hit``: that -> missiles."""
    if argument.lower_ in ("who", "which", "that", "whom") and verb.dep_ == "relcl":
        return verb.head
    return argument
