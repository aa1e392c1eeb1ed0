"""A claim's kind and words -> its ACLED sub-event type, None where that scheme has no home for it."""

import re

from rashomon.model import Kind, Party

# Words that decide between sub-event types, most telling first. Table of ACLED's codebook: a type, the words that show it.
TELLING = (
    ("Sexual violence", r"\brap(?:e[ds]?|ing|ists?)\b|sexual(?:ly)? (?:violence|assault\w*|abuse\w*)"),
    ("Chemical weapon", r"\b(?:chlorine|sarin|mustard gas|nerve agent|chemical (?:weapon|attack|agent)s?|poison gas|toxic gas)\b"),
    ("Suicide bomb", r"\bsuicide[- ](?:bomb\w*|attack\w*|vehicle|blast)|blew (?:himself|herself|themselves) up"),
    ("Grenade", r"\b(?:hand )?grenades?\b"),
    (
        "Remote explosive/landmine/IED",
        r"\b(?:land)?mines?\b|\bIEDs?\b|roadside|car bomb|explosive device|booby|bomb (?:blast|went off|exploded)|explos(?:ion|ive|ives)\b|detonat\w+|blew up|blown up|bombing\b",
    ),
    (
        "Air/drone strike",
        r"\bair ?strikes?\b|air[- ]?(?:raid|attack|assault)s?|\bdrones?\b|\bUAVs?\b|warplanes?|jets?\b|helicopters?|aircraft|bombers?|\baerial\b|glide bombs?|Shaheds?",
    ),
    ("Shelling/artillery/missile attack", r"\bshell(?:s|ed|ing)?\b|artillery|missiles?|rockets?|mortars?|howitzers?|bombard\w+"),
)
STRIKE_DEFAULT = "Shelling/artillery/missile attack"
CIVILIAN = re.compile(
    r"\b(?:civilians?|villagers?|residents?|worshippers?|passengers?|farmers?|herders?|women|children|journalists?|aid workers?|refugees|protesters?|traders?|priests?|teachers?|students?)\b",
    re.I,
)
GOVERNMENT = re.compile(r"\b(?:army|government|state|security forces|police|national)\b", re.I)
FIXED = {
    Kind.ADVANCE: "Armed clash",
    Kind.ATTACK: "Armed clash",
    Kind.REPEL: "Armed clash",
    Kind.INTERCEPT: "Disrupted weapons use",
    Kind.WITHDRAW: "Non-violent transfer of territory",
    Kind.DEPLOY: "Change to group/activity",
}


def acled_type(kind: Kind, words: str, actor: Party | None, *, recapture: bool) -> str | None:
    """ACLED's sub-event type for a claim with the given words (of its clause)."""
    chooser = CHOOSERS.get(kind)
    if chooser is not None:
        return chooser(words, actor, recapture)
    return FIXED.get(kind)


def _capture(words: str, actor: Party | None, recapture: bool) -> str | None:
    if re.search(r"\bwithout (?:a fight|resistance|firing)|peaceful|abandon\w+|unopposed|handed over|hand over", words, re.I):
        return "Non-violent transfer of territory"
    government = recapture or (actor is not None and bool(GOVERNMENT.search(actor.name)))
    return "Government regains territory" if government else "Non-state actor overtakes territory"


def _strike(words: str, actor: Party | None, recapture: bool) -> str | None:
    return next((name for name, pattern in TELLING if re.search(pattern, words, re.I)), STRIKE_DEFAULT)


def _attack(words: str, actor: Party | None, recapture: bool) -> str | None:
    named = next((name for name, pattern in TELLING if re.search(pattern, words, re.I)), None)
    if named is not None:
        return named
    return "Attack" if CIVILIAN.search(words) else "Armed clash"


def _casualties(words: str, actor: Party | None, recapture: bool) -> str | None:
    named = next((name for name, pattern in TELLING if re.search(pattern, words, re.I)), None)
    if named is not None:
        return named
    if re.search(r"\b(?:clash\w*|battle|fighting|gunfight|firefight|combat|ambush\w*|encounter)\b", words, re.I):
        return "Armed clash"
    return "Attack"


def _abuse(words: str, actor: Party | None, recapture: bool) -> str | None:
    if re.search(r"\b(?:abduct\w*|kidnap\w*|hostages?|forc\w+ disappear\w+)", words, re.I):
        return "Abduction/forced disappearance"
    if re.search(TELLING[0][1], words, re.I):
        return "Sexual violence"
    if re.search(r"\b(?:loot\w*|pillag\w*)", words, re.I):
        return "Looting/property destruction"
    return "Other" if re.search(r"mass graves?|displac\w+|deport\w+", words, re.I) else "Attack"


def _detain(words: str, actor: Party | None, recapture: bool) -> str | None:
    if re.search(r"\b(?:exchange|swap)", words, re.I):
        return "Agreement"
    return "Arrests"


def _destruction(words: str, actor: Party | None, recapture: bool) -> str | None:
    named = next((name for name, pattern in TELLING[1:] if re.search(pattern, words, re.I)), None)
    return named or "Looting/property destruction"


def _evacuate(words: str, actor: Party | None, recapture: bool) -> str | None:
    return "Agreement" if re.search(r"\b(?:deal|agree\w*|truce|ceasefire)\b", words, re.I) else "Other"


def _negotiate(words: str, actor: Party | None, recapture: bool) -> str | None:
    return (
        "Agreement"
        if re.search(
            r"\b(?:cease-?fires?|truces?|armistice|prisoner (?:swap|exchange)|peace (?:deal|agreement)|agreement|accord|deal|pact|agreed)\b",
            words,
            re.I,
        )
        else None
    )


CHOOSERS = {
    Kind.CAPTURE: _capture,
    Kind.STRIKE: _strike,
    Kind.ATTACK: _attack,
    Kind.CASUALTIES: _casualties,
    Kind.ABUSE: _abuse,
    Kind.DETAIN: _detain,
    Kind.DESTRUCTION: _destruction,
    Kind.EVACUATE: _evacuate,
    Kind.NEGOTIATE: _negotiate,
}
