"""How to read: what the user says about the sources, and where the reading runs."""

from dataclasses import dataclass, field
from importlib.metadata import version

from rashomon.reports import Given


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read: what the user says about the sources, where (worker processes; an engine, see `rashomon.engines`), and
    whether to read what is already known. `jobs` None takes all cores where there is enough to do; `skim` passes over what is in
    another language, about no conflict, or the same once more."""

    given: Given = field(default_factory=Given)
    jobs: int | None = 1
    again: bool = False
    engine: str | None = None
    skim: bool = False

    @property
    def reader(self) -> str:
        """What the claims depend on apart from a source's bytes."""
        told = f"{version('rashomon')} outlet={self.given.outlet!a} published={self.given.published} url={self.given.url!a}"
        return f"{told}{f' columns={self.given.columns!a}' if self.given.columns else ''}{' skim' if self.skim else ''}"


PLAIN = Plan()
