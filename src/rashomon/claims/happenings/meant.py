"""``they``, ``its men`` -> what they are, by who speaks or was named before: soldiers withdraw, people flee."""

from rashomon.claims.parse.arguments import subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting

THEMSELVES = frozenset({"it", "they", "we"})
THEIRS = frozenset({"its", "their", "our", "his"})
FAR = 60  # tokens back in which "they" were named
UNKNOWN: frozenset[str] = frozenset()


def meant(token: Word | None, setting: Setting) -> frozenset[str]:
    """The classes of the speaker whom the subject of his words means: ``Wagner said it was leaving``, ``its men had left``."""
    if token is not None and token.lower_ == "men" and any(c.dep_ == "poss" for c in token.children):
        return frozenset({"troops", "force"})
    if token is None or not (token.lower_ in THEMSELVES or any(c.dep_ == "poss" and c.lower_ in THEIRS for c in token.children)):
        return UNKNOWN
    speaker = _speaker(token.head, setting)
    if speaker is None:
        return UNKNOWN
    named = setting.names.get(speaker.i)
    leads = named is not None and named[1].kind == "person" and named[1].side is not None
    return frozenset({"troops", "force"}) if leads else setting.classes(speaker)


def _speaker(verb: Word, setting: Setting) -> Word | None:
    """The subject of the verb of saying that the clause of `verb` hangs on."""
    while verb.dep_ in ("ccomp", "conj", "xcomp", "advcl"):
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in setting.know.cues.speech:
            return subject_of(verb.head)
        verb = verb.head
    return None


def are_people(pronoun: Word, setting: Setting) -> bool:
    """True where "they" are no soldiers: those named last as subject or object were none, nor does a force speak of itself."""
    if meant(pronoun, setting) & {"troops"}:
        return False
    doc = pronoun.doc
    roles = ("nsubj", "nsubjpass", "dobj")
    before = (doc[i] for i in range(pronoun.i - 1, max(-1, pronoun.i - FAR), -1) if doc[i].dep_ in roles)
    named = next((t for t in before if setting.classes(t) & {"troops", "civilian", "force", "person"} and t.pos_ != "PRON"), None)
    return named is None or not setting.classes(named) & {"troops", "force"}
