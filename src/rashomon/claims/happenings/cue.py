"""The noun of this room's second question: a word that says that something happened."""

from dataclasses import dataclass

from rashomon.claims.parse.words import Word
from rashomon.model import Kind

ENGAGED = frozenset({"engage", "involve", "lock", "embroil"})  # "locked in fighting"


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that tells a happening: its kind, the tokens of the cue, the rule that fired."""

    head: Word
    kind: Kind
    words: tuple[int, ...]
    rule: str

    @property
    def is_noun(self) -> bool:
        """True for "the recapture of", False for "recaptured"."""
        return self.rule.startswith("noun")
