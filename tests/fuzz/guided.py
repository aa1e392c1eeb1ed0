"""Coverage-guided fuzzing of the readers, the extraction, the masker of names, addresses and stored rows, with atheris.

    python tests/fuzz/guided.py TARGET SECONDS

TARGET is one of the rows of TARGETS. Ends with 0 and the number of inputs when none of them broke what must hold; an input that
did is left in crash-* in the folder at hand. Needs `pip install atheris==3.0.0` (Linux, x86-64).
"""

import sys
import warnings
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["rashomon"]):
    from tests.fuzz.targets import TARGETS

    from rashomon.knowledge import load


def main(target: str, seconds: str) -> None:
    """Fuzz one target for so long."""
    warnings.simplefilter("ignore")  # the libraries under the readers warn of dates that make no sense
    load()
    limits = (f"-max_total_time={seconds}", "-max_len=4000", "-timeout=120", "-rss_limit_mb=4000", "-print_final_stats=1")
    atheris.Setup([sys.argv[0], *limits], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
