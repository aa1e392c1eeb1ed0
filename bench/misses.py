"""Where the program and the marks part: kinds taken for each other, claims missed and invented; by id, without the texts' words.

    python bench/misses.py                 the reports that rules were made on
    python bench/misses.py --more          the second lot
    python bench/misses.py --list          every missed or misread claim by its id

Needs ``../shared/gold`` beside the project and says so where it is absent.
"""

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"


class Pairing(NamedTuple):
    """One marked claim and what the program made of it; None where one of the two has no counterpart."""

    marked: dict[str, Any] | None
    read: dict[str, Any] | None


def scorer() -> ModuleType:
    """The marks' own scorer: what counts as the same claim is its to say."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(reports: Path, scratch: Path) -> Path:
    """The program's output for every report, as the scorer takes it."""
    output = scratch / "out.jsonl"
    command = [str(Path(sys.executable).with_name("rashomon")), "annotate", *map(str, sorted(reports.glob("*.*")))]
    with output.open("w", encoding="utf-8") as stream:
        subprocess.run(command, stdout=stream, check=True)
    return output


def pairings(folder: Path) -> Iterator[Pairing]:
    """Every marked claim that is not optional, and every claim of the program that answers to none."""
    score, reports, claims = scorer(), folder / "reports", folder / "claims"
    with tempfile.TemporaryDirectory() as scratch:
        system = score.load_system(annotated(reports, Path(scratch)), reports)
    for name, marks in score.load_gold(claims, reports).items():
        marked, read = marks["claims"], system[name]["claims"]
        pairs = dict(score.pair(marked, read, True))
        yield from (Pairing(one, read[pairs[i]] if i in pairs else None) for i, one in enumerate(marked) if not one.get("optional"))
        yield from (Pairing(None, one) for j, one in enumerate(read) if j not in pairs.values())


def main() -> None:
    """Print the table of confusions, and with --list the ids."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--more", action="store_true", help="the second lot of reports")
    parser.add_argument("--list", action="store_true", help="the ids of the claims")
    options = parser.parse_args()
    if not GOLD.exists():
        sys.exit(f"{GOLD}: there are no marks here (put the shared folder beside the project)")
    found = list(pairings(GOLD / "more" if options.more else GOLD))
    counted = Counter((one.marked["kind"] if one.marked else "-", one.read["kind"] if one.read else "-") for one in found)
    kinds = sorted({kind for pair in counted for kind in pair} - {"-"})
    print(f"{'marked':<14}{'right':>6}{'missed':>8}  read as")
    for kind in kinds:
        others = Counter({read: n for (marked, read), n in counted.items() if marked == kind and read not in (kind, "-")})
        print(
            f"{kind:<14}{counted[kind, kind]:>6}{counted[kind, '-']:>8}  {', '.join(f'{k} {n}' for k, n in others.most_common())}"
        )
    invented = Counter({read: n for (marked, read), n in counted.items() if marked == "-"})
    print(f"{'none':<14}{'':>6}{'':>8}  {', '.join(f'{k} {n}' for k, n in invented.most_common())}")
    if options.list:
        for one in found:
            if one.marked and (one.read is None or one.read["kind"] != one.marked["kind"]):
                print(one.marked["id"], one.marked["kind"], "->", one.read["kind"] if one.read else "nothing")


if __name__ == "__main__":
    main()
