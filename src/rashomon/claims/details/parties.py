"""A noun phrase -> a party: the canonical name and side of those who act or are acted on, pronouns and "the enemy" too."""

import re
from dataclasses import replace

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.voices import phrase
from rashomon.knowledge.sides import Entity
from rashomon.model import Kind, Link, Party

# Kinds in which a state acts through its forces: "Russia shelled the town" is told of Russian forces.
OF_STATES = "aid negotiate threaten accuse assess evacuate detain abuse".split()
BY_FORCES = frozenset(Kind) - frozenset(Kind(name) for name in OF_STATES)
STORY = re.compile(
    r",|\s(?:who|which|that|in|on|at|from|around|across|near|off|outside|inside|including|over|for|after|during|following|by|with)\s"
)
MEMBERS = frozenset({"man", "member"})  # "RSF men": of an armed group they fight, of a nation they need not
LEADING = ("head of", "leader of", "founder of")  # of a group; an army is commanded
COUNTING = re.compile(
    r"^(?:(?:the|a|an|its|his|her|their|at least|more than|about|around|some|nearly|up to|over|almost|all|several|many|two"
    r"|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|one|whose|alive|dead|dozens|hundreds|thousands|scores|numerous|most|last|other|another|of|new|more|further|\d[\d,.]*)\s+)+",
    re.IGNORECASE,
)


def party_of(token: Word | None, kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    """The party that the phrase of `token` names; "we" and "the enemy" as the source means them, pronouns as named before."""
    if token is None:
        return None
    owner = _owner(token)
    itself = token.lower_ in ("it", "they", "he", "she") and _is_speaker(token, source, setting)
    if itself or token.lower_ in ("we", "us", "i") or owner == "our":
        return _own_side(token, source, setting)
    if "enemy" in (token.lower_, owner):
        return _enemy(token, source, setting)
    if owner in ("his", "its", "their", "her") and setting.classes(token) & {"force", "soldier"}:
        return _own_side(token, source, setting) or _earlier(token, setting)
    if token.pos_ == "PRON" or token.lower_ in ("which", "that", "who"):
        return _earlier(token, setting)
    named = _named(token, kind, source, setting)
    return _with_own_side(named, token, source, setting) if named is not None and named.side is None else named


def _with_own_side(named: Party, token: Word, source: Link | None, setting: Setting) -> Party:
    """``arrested several of their fighters``: fighters, and on whose side they are."""
    counted = setting.members(token)[-1]
    ours = (
        counted is not token
        and _owner(counted) in ("his", "its", "their", "her")
        and setting.classes(counted) & {"force", "soldier"}
    )
    own = _own_side(counted, source, setting) if ours else None
    return replace(named, side=own.side) if own is not None else named


def _is_speaker(token: Word, source: Link | None, setting: Setting) -> bool:
    """``the army said that it had fallen back``: "it" is the speaker, where nobody else is named between them."""
    if source is None or source.span is None:
        return False
    here, opening = setting.parsed.starts[token.i], setting.parsed.starts[token.sent.start]
    named = (i for i in range(token.sent.start, token.i) if i in setting.names and setting.parsed.doc[i].dep_ != "amod")
    between = (setting.names[i][0] for i in named)  # "denied Armenian allegations that it": who denies
    return opening <= source.span.start < here and not any(span.start >= source.span.end for span in between)


def _owner(token: Word) -> str | None:
    """The first word of the possessive: ``his country's forces`` -> his."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    while owner is not None:
        above = next((c for c in owner.children if c.dep_ == "poss"), None)
        if above is None:
            return str(owner.lower_)
        owner = above
    return None


def _named(token: Word, kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    """The canonical name of a party; a place by its name; a thing as printed, without its number."""
    words = phrase(token)
    span = setting.parsed.span(words)
    entity = _entity_of(token, words, setting)
    if entity is not None and entity.side and _acts_by_forces(entity, kind) and token.pos_ != "NUM":
        return Party(forces_of(entity.side, setting), span, entity.side)
    if entity is not None:
        whole = entity.kind == "people" and entity.side and kind in (Kind.NEGOTIATE, Kind.AID, Kind.THREATEN)
        return Party(entity.side if whole and entity.side else entity.name, span, entity.side)
    generic = _generic_force(token, words, source, setting)
    if generic is not None:
        return generic
    where = _place_of(token, words, setting)
    if where is not None:
        return Party(where, span)
    measured = token.pos_ == "NUM" or (kind is not Kind.ACCUSE and token.lemma_.lower() in setting.know.cues.lists["measures"])
    counted = setting.members(token)[-1] if measured else token  # "an unknown number of soldiers"
    printed = _plain(setting.parsed.span(phrase(counted)).of(setting.parsed.report.text))
    hurt = token.lower_ == "civilian" and token.dep_ in ("amod", "compound")  # "civilian casualties"
    named = "civilians" if hurt else setting.know.sides.canonical(printed)
    if not re.search(r"[^\W\d]", named):
        return None  # a bare number names nobody
    return Party(_short(named), span, setting.know.sides.side_of(named))


def _acts_by_forces(entity: Entity, kind: Kind) -> bool:
    """A state fights by its forces; a people that is killed is no force."""
    return kind in BY_FORCES and (entity.kind in ("party", "ally") or (entity.kind == "people" and kind is not Kind.CASUALTIES))


def _generic_force(token: Word, words: list[Word], source: Link | None, setting: Setting) -> Party | None:
    """``the army``, ``defenders`` without a nation: the speaker's own, the occupiers' his enemy's, else the force named last."""
    word = token.lower_
    named = any(t.pos_ == "NUM" or (t.pos_ == "PROPN" and t.i != token.i) for t in words)
    lists = setting.know.cues.lists
    new = any(t.lower_ in ("a", "an", "another") and t.head.i == token.i for t in words)  # "an aid group": nobody named before
    if named or new or word in lists["unnamed"] or not setting.classes(token) & {"troops"}:
        return None
    side = source.side if source is not None else None
    if side is not None and (word in lists["hostile"] or not _can_be(word, side, setting)):
        foe = foe_of(side, setting)
        side = foe if foe is not None and _can_be(word, foe, setting) else None
    if side is None or word not in lists["hostile"] | lists["own"]:
        before = (setting.names[i][1].side for i in range(token.i - 1, max(-1, token.i - 80), -1) if _is_force(i, setting))
        side = next((s for s in before if s is not None and _can_be(word, s, setting)), None)
    return Party(forces_of(side, setting), setting.parsed.span(words), side) if side is not None else None


def _can_be(word: str, side: str, setting: Setting) -> bool:
    """Rebels are of no state, and "the army" is of one."""
    lists = setting.know.cues.lists
    return word not in (lists["irregular"] if setting.know.sides.is_state(side) else lists["regular"])


def _is_force(token: int, setting: Setting) -> bool:
    return token in setting.names and setting.names[token][1].kind == "force" and setting.names[token][1].side is not None


def _entity_of(token: Word, words: list[Word], setting: Setting) -> Entity | None:
    group = next((setting.names[t.i][1] for t in _of(token) if t.i in setting.names), None)
    if group is not None and group.kind in ("force", "party") and group.side and setting.classes(token) & {"force"}:
        return group  # "rebels of the front"
    if token.i in setting.names:
        return setting.names[token.i][1]
    classes = setting.classes(token)
    inside = [setting.names[t.i][1] for t in words if t.i in setting.names]
    if token.lemma_ in MEMBERS:
        return next((e for e in inside if e.kind == "party" and e.side and not setting.know.sides.is_state(e.side)), None)
    if not classes & {"force", "soldier"} or classes & {"weapon"}:
        return None
    return next((e for e in inside if e.kind in ("force", "party", "people") and e.side), None)


def _of(token: Word) -> list[Word]:
    return [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]


def _place_of(token: Word, words: list[Word], setting: Setting) -> str | None:
    """``the town of Koran``, ``the country's northern region``: the place that the phrase names."""
    classes = setting.classes(token)
    if token.i not in setting.places and ("place" not in classes or "structure" in classes):
        return None
    where = next(
        (
            setting.places[t.i]
            for t in words
            if t.i in setting.places and (t.i == token.i or t.dep_ in ("appos", "compound") or _is_of(t))
        ),
        None,
    )
    return None if where is None else where.place.name if where.place is not None else where.text


def _is_of(token: Word) -> bool:
    """``the town of Koran``, not "a base near Koran"."""
    return token.dep_ == "pobj" and token.head.lower_ == "of"


def _plain(phrase_text: str) -> str:
    """A noun phrase without quantifiers and quotation marks: ``at least 2,000 civilians`` -> ``civilians``."""
    words = re.sub(r"[“”\"«»]", "", re.sub(r"\s+", " ", phrase_text)).strip()
    return COUNTING.sub("", words) or words


def _short(name: str) -> str:
    """A party's name, not its story: cut at the first comma, relative or preposition of place."""
    return STORY.split(name)[0].strip(" “”\"'()") or name


def _own_side(token: Word, source: Link | None, setting: Setting) -> Party | None:
    """The side that the source speaks for; a body of no known side by its own name ("the militia said it had")."""
    if source is None:
        return None
    if source.side is None:
        return Party(source.name, setting.parsed.span(token)) if token.lower_ in ("it", "they") else None
    return Party(_led_by(source, setting) or forces_of(source.side, setting), setting.parsed.span(token), source.side)


def _led_by(source: Link, setting: Setting) -> str | None:
    """The armed group whose head speaks: "our fighters" of its leader are the group's."""
    speaker = setting.know.sides.named(source.name)
    office = (speaker.office if speaker is not None else None) or ""
    led = setting.know.sides.find(office) if office.startswith(LEADING) else ()
    return next((entity.name for _, entity in led if entity.kind == "force" and entity.side == source.side), None)


def _enemy(token: Word, source: Link | None, setting: Setting) -> Party | None:
    foe = foe_of(source.side, setting) if source is not None and source.side else None
    if foe is None:
        return Party("enemy", setting.parsed.span(token), None)
    return Party(forces_of(foe, setting), setting.parsed.span(token), foe)


def foe_of(side: str, setting: Setting) -> str | None:
    """The one side that `side` fights in this report, None where there are several."""
    foes = setting.know.sides.opponents(side)
    present = {entity.side for _, entity in setting.names.values()} & foes
    if len(present) == 1:
        return str(next(iter(present)))
    return next(iter(foes)) if len(foes) == 1 else None


def other_side(doer: Party | None, setting: Setting) -> Party | None:
    """Who is on the other side of a fight, where only one can be; without a span: inferred."""
    foe = foe_of(doer.side, setting) if doer is not None and doer.side else None
    return Party(forces_of(foe, setting), None, foe) if foe else None


def both_sides(source: Link | None, setting: Setting) -> tuple[Party | None, Party | None]:
    """The two sides of the war that the report is about, the speaker's own first; without spans: inferred."""
    named = dict.fromkeys(entity.side for _, entity in setting.names.values() if entity.side)
    pairs = {frozenset((side, foe)) for side in named for foe in setting.know.sides.opponents(side) if foe in named}
    if len(pairs) != 1:
        return None, None
    own = source.side if source is not None else None
    first, second = sorted(next(iter(pairs)), key=lambda side: (side != own, list(named).index(side)))
    return Party(forces_of(first, setting), None, first), Party(forces_of(second, setting), None, second)


def helped_by(doer: Party | None, setting: Setting) -> Party | None:
    """Whom somebody helps openly in the war that the report is about; without a span: inferred."""
    named = {entity.side for _, entity in setting.names.values()}
    helped = setting.know.sides.backed_by(doer.side) & named if doer is not None and doer.side else frozenset()
    return Party(next(iter(helped)), None, next(iter(helped))) if len(helped) == 1 else None


def forces_of(side: str, setting: Setting) -> str:
    """The name of a side's forces: Ukraine -> Ukrainian forces."""
    entity = setting.know.sides.resolve_generic("forces", side)
    return entity.name if entity is not None else side


def side_beside(token: Word, setting: Setting) -> Party | None:
    """``Russian artillery``, ``attacks by the militia``, ``the pressure from the army``."""
    for child in token.subtree:
        direct = child.head.i == token.i or (
            child.head.dep_ in ("agent", "prep") and child.head.head.i == token.i and child.head.lower_ in ("by", "from")
        )
        if (
            direct
            and child.i in setting.names
            and setting.names[child.i][1].side
            and child.dep_ in ("amod", "poss", "compound", "nmod", "pobj")
        ):
            side = setting.names[child.i][1].side
            assert side is not None
            return Party(forces_of(side, setting), setting.parsed.span(child), side)
    return None


def _earlier(token: Word, setting: Setting) -> Party | None:
    """``it``, ``they``: the subject before, in this sentence or the last one."""
    for i in range(token.i - 1, max(-1, token.i - 60), -1):
        if i in setting.names and setting.names[i][1].kind in ("force", "party", "ally", "body"):
            before = setting.parsed.doc[i]
            if before.dep_ in ("nsubj", "nsubjpass", "amod", "compound", "poss") or before.head.dep_ in ("nsubj", "nsubjpass"):
                entity = setting.names[i][1]
                return Party(
                    forces_of(entity.side, setting) if entity.side else entity.name, setting.parsed.span(token), entity.side
                )
    return None
