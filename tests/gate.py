"""Sample reports + gold -> a table of figures beside their pinned floors; leaves with 1 where a figure fell.

    python tests/gate.py                                  measure and compare
    python tests/gate.py --update                         raise floors to what was measured, pin edited gold
    python tests/gate.py --update --allow-regression      also lower floors: say why in the commit

Gold that is kept beside the project (``../shared/gold``) is measured with its own scorer where it is present.
"""
# ruff: noqa: T201 - a script that prints its table

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from gold_score import Figure, Row, Tally, count, figures

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src" / "rashomon" / "samples"
GOLD = ROOT / "tests" / "gold" / "claims"
FLOORS = ROOT / "tests" / "floors.toml"
SHARED = ROOT.parent / "shared" / "gold"
MARGIN = 0.002  # one claim among some 500; measuring again must not fail on a tie that fell the other way
UNPINNED = (" precision", " recall")  # these trade against each other; their F1 is pinned
RERUN = "python tests/gate.py --update --allow-regression"

Annotate = Callable[[Sequence[Path]], list[Row]]


class GateError(Exception):
    """What keeps the gate from measuring or pinning, in a sentence for whoever ran it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One set of reports: its figures or floors, and what they were measured on."""

    name: str
    figures: dict[str, Figure]
    reports: int
    claims: int
    digest: str


def annotate(files: Sequence[Path]) -> list[Row]:
    """What `rashomon annotate` prints for `files`, one row a report. Raises GateError with its message where it fails."""
    command = [str(Path(sys.executable).with_name("rashomon")), "annotate", *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise GateError(f"rashomon annotate left with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def sample_files() -> list[Path]:
    """The samples whose text is in the file itself, so that gold can point at its words."""
    return sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.jsonl")])


def sample_texts() -> dict[str, str]:
    """Name of a sample report -> its text."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in SAMPLES.glob("*.txt")}
    for path in SAMPLES.glob("*.jsonl"):
        texts |= {row["id"]: row["text"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    return texts


def gold_files() -> list[Path]:
    """The gold of the sample reports, one file a report."""
    return [path for path in sorted(GOLD.glob("*.json")) if path.name != "places.json"]


def digest(files: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of `files`: an edit of gold or of a text shows in the floors."""
    total = sha256()
    for path in files:
        content = path.read_bytes()
        total.update(f"{path.name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def measure_samples(rows: Iterable[Row]) -> Part:
    """Score what was found in the sample reports against their gold. Raises GateError where a text is not the one of the gold."""
    texts, found = sample_texts(), {row["doc"]: row for row in rows}
    atlas = json.loads((GOLD / "places.json").read_text(encoding="utf-8"))
    tally: Tally = Counter()
    claims = 0
    for path in gold_files():
        gold = json.loads(path.read_text(encoding="utf-8"))
        doc = gold["doc"]
        if doc not in found or found[doc]["text"] != texts[doc]:
            raise GateError(
                f"{doc}: annotate gave {'another text' if doc in found else 'no row'} (its offsets must fit the sample)"
            )
        tally += count(gold, found[doc], texts[doc], atlas)
        claims += sum(not claim.get("optional") for claim in gold["claims"])
    files = [*sample_files(), *gold_files(), GOLD / "places.json"]
    return Part("samples", figures(tally), len(gold_files()), claims, digest(files))


def _cases(name: str, counts: Row) -> int:
    stem = "overlap" if "overlap" in name else name.rsplit(" ", 1)[0]
    return int(counts.get(f"{stem}.n") or sum(counts.get(f"{stem}.{how}", 0) for how in ("tp", "fn")))


def measure_shared(name: str, folder: Path, scorer: Path, run: Annotate) -> Part:
    """Score the reports of `folder` with the program beside them. Raises GateError with its message where it fails."""
    reports = sorted([*(folder / "reports").glob("*.txt"), *(folder / "reports").glob("*.json")])
    golds = [path for path in sorted((folder / "claims").glob("*.json")) if path.name != "places.json"]
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch, "system.jsonl")
        system.write_text("".join(json.dumps(row) + "\n" for row in run(reports)), encoding="utf-8")
        command = [sys.executable, str(scorer), "--json", *map(str, (folder / "reports", folder / "claims", system))]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise GateError(f"{scorer.name} left with {done.returncode}: {done.stderr.strip()}")
    scored = json.loads(done.stdout)
    measured = {key: Figure(value, _cases(key, scored["counts"])) for key, value in scored["figures"].items() if value is not None}
    claims = sum(len(json.loads(path.read_text(encoding="utf-8"))["claims"]) for path in golds)
    return Part(name, measured, len(golds), claims, digest([*reports, *golds]))


def load(path: Path) -> dict[str, Part]:
    """The pinned floors by part."""
    pinned = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        name: Part(
            name, {key: Figure(*value) for key, value in row["floors"].items()}, row["reports"], row["claims"], row["digest"]
        )
        for name, row in pinned.items()
    }


def write(path: Path, parts: Iterable[Part]) -> None:
    """Pin `parts`: every floor with the number of cases that it rests on."""
    lines = ["# Written by `python tests/gate.py --update`: figure = [floor, cases]. Lowered with --allow-regression only."]
    for part in parts:
        lines += ["", f"[{part.name}]", f'digest = "{part.digest}"', f"reports = {part.reports}", f"claims = {part.claims}"]
        lines += ["", f"[{part.name}.floors]"]
        lines += [f'"{name}" = [{floor.value:.4f}, {floor.count}]' for name, floor in part.figures.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def falls(measured: Part, pinned: Part) -> list[str]:
    """One line for every figure below its floor."""
    lines = []
    for name, floor in pinned.figures.items():
        value = measured.figures.get(name, Figure(0.0, 0)).value
        if value < floor.value - MARGIN:
            lines.append(f"[{measured.name}] {name} fell: floor {floor.value:.4f}, measured {value:.4f} (if meant: {RERUN})")
    return lines


def edits(measured: Part, pinned: Part) -> list[str]:
    """A line where the gold or its texts are not those that the floors were measured on."""
    if measured.digest == pinned.digest:
        return []
    was, now = (f"{part.reports} reports, {part.claims} claims" for part in (pinned, measured))
    return [
        f"[{measured.name}] gold or texts changed: pinned {was}, now {now} (review the diff, then: python tests/gate.py --update)"
    ]


def repin(measured: Part, pinned: Part | None, *, allow_regression: bool = False) -> Part:
    """New floors: as measured where that is higher, else as pinned. Raises GateError on a fall, unless `allow_regression`."""
    if pinned and not allow_regression and (fallen := falls(measured, pinned)):
        raise GateError("\n".join([*fallen, "floors are not lowered without --allow-regression"]))
    kept = pinned.figures if pinned and not allow_regression else {}
    floors = {}
    for name, figure in measured.figures.items():
        if not name.endswith(UNPINNED):
            cut = int(figure.value * 10_000) / 10_000
            floors[name] = replace(figure, value=max(cut, kept[name].value if name in kept else 0.0))
    return replace(measured, figures=floors)


def table(measured: Part, pinned: Part | None) -> str:
    """Figure, value, floor and number of cases, a line each."""
    floors = pinned.figures if pinned else {}
    lines = [f"[{measured.name}] {measured.reports} reports, {measured.claims} claims", f"{'figure':32} value   floor   count"]
    for name, figure in measured.figures.items():
        floor = f"{floors[name].value:.4f}" if name in floors else "-"
        lines.append(f"{name:32} {figure.value:.4f}  {floor:6} {figure.count:6}")
    return "\n".join(lines)


def measure(run: Annotate, shared: Path | None = SHARED) -> list[Part]:
    """Every part that can be measured here; the last, `more`, is for the eye only."""
    parts = [measure_samples(run(sample_files()))]
    if shared is None:
        return parts
    for name, folder in (("gold", shared), ("more", shared / "more")):
        if (folder / "reports").is_dir():
            parts.append(measure_shared(name, folder, shared / "score.py", run))
        else:
            print(f"[{name}] skipped: {folder / 'reports'} is not there\n")
    return parts


def complaints(gating: Sequence[Part], pinned: Mapping[str, Part]) -> list[str]:
    """Why the gate stays shut, one line each; nothing where it opens."""
    lines = []
    for part in gating:
        if floor := pinned.get(part.name):
            lines += [*falls(part, floor), *edits(part, floor)]
        else:
            lines.append(f"[{part.name}] has no floors (pin them: python tests/gate.py --update)")
    return lines


def main(arguments: Sequence[str] | None = None, *, floors: Path = FLOORS, run: Annotate = annotate) -> int:
    """Measure, print, compare or pin; 1 where a figure fell or gold was edited unpinned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise floors to what was measured and pin edited gold")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    parser.add_argument("--samples-only", action="store_true", help="leave out gold that is kept beside the project")
    options = parser.parse_args(arguments)
    pinned = load(floors)
    parts = measure(run, None if options.samples_only else SHARED)
    print("\n\n".join(table(part, pinned.get(part.name)) for part in parts))
    gating = [part for part in parts if part.name != "more"]
    if options.update:
        new = {part.name: repin(part, pinned.get(part.name), allow_regression=options.allow_regression) for part in gating}
        write(floors, (pinned | new).values())
        return 0
    lines = complaints(gating, pinned)
    print("", *lines or ["no figure fell"], sep="\n")
    return 1 if lines else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except GateError as fault:
        sys.exit(str(fault))
