"""The noun of this room's second question: a word that says that something happened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

ENGAGED = frozenset({"engage", "involve", "lock", "embroil"})  # "locked in fighting"


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that tells a happening: its kind, the tokens of the cue, the rule that fired."""

    head: "Token"
    kind: Kind
    words: tuple[int, ...]
    rule: str

    @property
    def is_noun(self) -> bool:
        """True for "the recapture of", False for "recaptured"."""
        return self.rule.startswith("noun")
