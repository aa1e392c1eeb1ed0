"""The closed vocabularies: every word that a field of a noun may have where the words are fixed."""

from enum import StrEnum


class Part(StrEnum):
    """What a passage of a report is."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    HEADING = "heading"
    BULLET = "bullet"
    CAPTION = "caption"
    BODY = "body"


class DatedBy(StrEnum):
    """How a publication date is known, best first."""

    GIVEN = "given"
    MARKUP = "markup"
    FEED = "feed"
    DATELINE = "dateline"
    FILENAME = "filename"
    INSIDE = "inside"


class Kind(StrEnum):
    """What is claimed to have happened; in the order of precedence where two fit equally well."""

    CAPTURE = "capture"
    HOLD = "hold"
    WITHDRAW = "withdraw"
    ADVANCE = "advance"
    ATTACK = "attack"
    REPEL = "repel"
    STRIKE = "strike"
    INTERCEPT = "intercept"
    CASUALTIES = "casualties"
    DESTRUCTION = "destruction"
    ABUSE = "abuse"
    DETAIN = "detain"
    DEPLOY = "deploy"
    EVACUATE = "evacuate"
    AID = "aid"
    NEGOTIATE = "negotiate"
    THREATEN = "threaten"
    ACCUSE = "accuse"
    ASSESS = "assess"


class ChainRole(StrEnum):
    """A place in the chain, origin first."""

    SOURCE = "source"
    CHANNEL = "channel"
    RELAY = "relay"
    OUTLET = "outlet"


class PlaceRole(StrEnum):
    """What a place name does in its sentence."""

    EVENT = "event"
    ORIGIN = "origin"
    GOAL = "goal"
    SPEAKER = "speaker"
    DATELINE = "dateline"
    MENTION = "mention"


class Polarity(StrEnum):
    """Affirmed, said not to have happened, or the rejection of somebody's claim."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    DENIED = "denied"


class Certainty(StrEnum):
    """Stated; doubtful about past or present; or ahead of us (aims, orders, forecasts)."""

    STATED = "stated"
    HEDGED = "hedged"
    INTENDED = "intended"


class Verification(StrEnum):
    """What the report itself says about the truth of a claim."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    NO_COMMENT = "no_comment"


class Stance(StrEnum):
    """How one claim stands to another about the same happening."""

    CORROBORATES = "corroborates"
    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    DENIES = "denies"
    NO_COMMENT = "no_comment"
    UPDATES = "updates"


class Verdict(StrEnum):
    """A person's decision about one or two claims."""

    SAME = "same"
    DIFFERENT = "different"
    CORRECT = "correct"
    REJECT = "reject"
    UNDO = "undo"
