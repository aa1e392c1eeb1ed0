import importlib
import json
import re
import sys
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Certainty, Kind, Polarity, Verification

sys.path.insert(0, str(Path(__file__).parent))  # gate.py is a script; it stands beside this file, not in a package
gate = importlib.import_module("gate")
gold_score = importlib.import_module("gold_score")

TEXTS = gate.sample_texts()
GOLDS = [json.loads(path.read_text(encoding="utf-8")) for path in gate.gold_files()]
RELATIONS = {"contradicts", "confirms", "denies", "no_comment", "updates"}
HEADER = re.compile(r"\[Sample report, written for Rashomon\. Invented outlet: [^\]\n]+\]\n")


def as_found(gold):
    """The row that `rashomon annotate` would print if it found the gold and nothing else."""
    text = TEXTS[gold["doc"]]
    by_claim = {claim["id"]: [d for d in gold["disputes"] if claim["id"] in (d["a"], d["b"])] for claim in gold["claims"]}
    claims = []
    for claim in gold["claims"]:
        start, end = gold_score.quote_of(claim, text)
        places = [{"name": name, "latitude": None, "longitude": None} for name in claim["place"]]
        claims.append(claim | {"start": start, "end": end, "places": places, "disputes": by_claim[claim["id"]]})
    boilerplate = [{"start": text.index(piece), "end": text.index(piece) + len(piece)} for piece in gold["boilerplate"]]
    days = gold["published"]
    published = [days, days] if isinstance(days, str) else days
    return {"doc": gold["doc"], "text": text, "claims": claims, "boilerplate": boilerplate, "published": published}


def perfect(files=()):
    return [as_found(gold) for gold in GOLDS]


def without(kind):
    def run(files):
        return [row | {"claims": [claim for claim in row["claims"] if claim["kind"] != kind]} for row in perfect()]

    return run


@pytest.fixture
def floors(tmp_path):
    """Floors pinned at what the gold itself reaches: all 1."""
    path = tmp_path / "floors.toml"
    assert gate.main(["--update", "--samples-only"], floors=path, run=perfect) == 0
    return path


# the gold files


def test_gold_is_large_enough_and_has_every_kind_twice():
    kinds = Counter(claim["kind"] for gold in GOLDS for claim in gold["claims"] if not claim.get("optional"))
    assert len(GOLDS) >= 10
    assert kinds.total() >= 80
    assert {kind for kind, often in kinds.items() if often >= 2} == {kind.value for kind in Kind}


def test_gold_shows_every_way_of_doubting():
    claims = [claim for gold in GOLDS for claim in gold["claims"]]
    assert {claim["polarity"] for claim in claims} == {value.value for value in Polarity}
    assert {claim["certainty"] for claim in claims} == {value.value for value in Certainty}
    assert {claim["verification"] for claim in claims} == {None, *(value.value for value in Verification)}
    assert {dispute["relation"] for gold in GOLDS for dispute in gold["disputes"]} == RELATIONS


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold["doc"])
def test_gold_words_stand_in_the_text_exactly(gold):
    text = TEXTS[gold["doc"]]
    for piece in [*gold["boilerplate"], *gold["published_evidence"]]:
        assert text.count(piece) == 1, piece
    for claim in gold["claims"]:
        often = text.count(claim["span"])
        assert often == 1 or (often > claim["nth"]), claim["span"]
        assert "\n" not in claim["span"]


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold["doc"])
def test_gold_says_only_what_the_guidelines_know(gold):
    ids = [claim["id"] for claim in gold["claims"]]
    assert ids == [f"{gold['doc']}-c{number:02d}" for number in range(1, len(ids) + 1)]
    for claim in gold["claims"]:
        assert {claim["kind"], *claim.get("kind_also", ())} <= {kind.value for kind in Kind}
        first, last = map(date.fromisoformat, claim["when"] or ("2000-01-01", "2000-01-01"))
        assert first <= last
        assert all(quantity["min"] is not None or quantity["max"] is not None for quantity in claim["quantities"])
    for dispute in gold["disputes"]:
        assert {dispute["a"], dispute["b"]} <= {*ids, None}


def test_every_place_of_the_gold_is_in_the_atlas():
    atlas = json.loads((gate.GOLD / "places.json").read_text(encoding="utf-8"))
    assert {place for gold in GOLDS for claim in gold["claims"] for place in claim["place"]} == set(atlas)


def test_every_sample_says_that_it_is_one():
    assert [name for name, text in TEXTS.items() if not HEADER.match(text)] == []
    assert len(TEXTS) == 22


# the scorer


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold["doc"])
def test_gold_given_as_found_scores_one_on_every_figure(gold):
    scored = gold_score.figures(gold_score.count(gold, as_found(gold), TEXTS[gold["doc"]], {}))
    assert {name: figure.value for name, figure in scored.items() if figure.value != 1.0} == {}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Russian Defense Ministry", "the Russian Ministry of Defence", True),
        ("Rapid Support Forces", "RSF", True),
        ("Hanna Malyar", "Malyar", True),
        ("Hanna Malyar", "Hanna Maliar", True),
        ("Ukraine", "Ukrainian forces", True),
        ("Volker Türk", "Volker Turk", True),
        (None, None, True),
        (None, "Russia", False),
        ("Russian Defense Ministry", "Russia", False),
        ("Rapid Support Forces", "Sudanese army", False),
        ("General Staff of Ukraine", "Institute for the Study of War", False),
    ],
)
def test_same_name(left, right, same):
    assert gold_score.same_name(left, right) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (["2023-09-15", "2023-09-15"], ["2023-09-14", "2023-09-16"], True),
        (["2023-09-15", "2023-09-15"], ["2023-09-13", "2023-09-15"], False),
        (None, None, True),
        (None, ["2023-09-15", "2023-09-15"], False),
    ],
)
def test_same_days(left, right, same):
    assert gold_score.same_days(left, right) is same


def test_kilometres_from_bakhmut_to_klishchiivka():
    atlas = json.loads((gate.GOLD / "places.json").read_text(encoding="utf-8"))
    assert gold_score.kilometres(atlas["Bakhmut"], atlas["Klishchiivka"]) == pytest.approx(7.7, abs=0.2)


def flat(rows):
    return {name: figure.value for name, figure in gate.measure_samples(rows).figures.items()}


WRONG = {
    "source": ("Nobody Known", "source"),
    "actor": ("Nobody Known", "actor"),
    "target": ("Nobody Known", "target"),
    "channel": (None, "channel"),
    "relay": (None, "relay"),
    "when": (["1999-01-01", "1999-01-02"], "when"),
    "places": ([], "place F1"),
    "quantities": ([{"min": 77777, "max": None}], "quantity F1"),
    "polarity": ("affirmed", "polarity F1"),
    "certainty": ("hedged", "certainty F1"),
    "verification": (None, "verification F1"),
    "disputes": ([], "dispute"),
    "kind": ("unheard", "claim recall"),
}


@pytest.mark.parametrize("part", WRONG)
def test_one_wrong_part_lowers_its_figure_and_no_other_part(part):
    value, figure = WRONG[part]
    rows = [row | {"claims": [claim | {part: value} for claim in row["claims"]]} for row in perfect()]
    lowered = {name for name, reached in flat(rows).items() if reached < 1}
    assert figure in lowered
    assert part == "kind" or lowered == {figure}


def required():
    return [row | {"claims": [claim for claim in row["claims"] if not claim.get("optional")]} for row in perfect()]


INDEX = [(r, c) for r, row in enumerate(required()) for c in range(len(row["claims"]))]


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(INDEX), min_size=1, max_size=30))
def test_dropping_claims_lowers_recall_and_never_precision(dropped):
    rows = required()
    for r, c in sorted(dropped, reverse=True):
        rows[r]["claims"].pop(c)
    reached = flat(rows)
    assert reached["claim recall"] < 1
    assert reached["claim precision"] == 1


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(INDEX), st.sampled_from([kind.value for kind in Kind]))
def test_a_claim_told_twice_costs_precision_only(where, kind):
    rows = required()
    claim = rows[where[0]]["claims"][where[1]]
    rows[where[0]]["claims"].append(deepcopy(claim) | {"kind": kind, "start": 0, "end": 1})
    reached = flat(rows)
    assert reached["claim precision"] < 1
    assert reached["claim recall"] == 1


def test_a_short_quote_still_answers_but_overlaps_less():
    rows = perfect()
    for row in rows:
        row["claims"] = [claim | {"end": claim["start"] + (claim["end"] - claim["start"]) // 2 + 1} for claim in row["claims"]]
    reached = flat(rows)
    assert reached["overlap"] < 0.7
    assert reached["claim recall"] > 0.9


def test_finding_a_claim_in_the_boat_race_costs_precision():
    rows = perfect()
    race = next(row for row in rows if "regatta" in row["doc"])
    assert race["claims"] == []
    race["claims"].append(deepcopy(rows[0]["claims"][0]))
    assert flat(rows)["claim precision"] < 1


# the gate


def test_gate_opens_where_nothing_fell(floors, capsys):
    assert gate.main(["--samples-only"], floors=floors, run=perfect) == 0
    assert capsys.readouterr().out.endswith("no figure fell\n")


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_gate_shuts_when_one_kind_is_no_longer_found(kind, floors, capsys):
    assert gate.main(["--samples-only"], floors=floors, run=without(kind)) == 1
    assert f"[samples] F1 of {kind} fell: floor 1.0000, measured 0." in capsys.readouterr().out


def test_a_fall_names_figure_floor_measured_and_command(floors, capsys):
    gate.main(["--samples-only"], floors=floors, run=without("strike"))
    message = (
        "[samples] F1 of strike fell: floor 1.0000, measured 0.0000 (if meant: python tests/gate.py --update --allow-regression)"
    )
    assert message in capsys.readouterr().out.splitlines()


def test_floors_are_not_lowered_without_the_flag(floors):
    before = floors.read_bytes()
    with pytest.raises(gate.GateError, match="floors are not lowered without --allow-regression"):
        gate.main(["--update", "--samples-only"], floors=floors, run=without("strike"))
    assert floors.read_bytes() == before


def test_floors_are_lowered_with_the_flag(floors):
    assert gate.main(["--update", "--allow-regression", "--samples-only"], floors=floors, run=without("strike")) == 0
    assert gate.load(floors)["samples"].figures["F1 of strike"].value == 0
    assert gate.main(["--samples-only"], floors=floors, run=without("strike")) == 0


def test_update_raises_floors(floors):
    gate.main(["--update", "--allow-regression", "--samples-only"], floors=floors, run=without("strike"))
    assert gate.main(["--update", "--samples-only"], floors=floors, run=perfect) == 0
    assert gate.load(floors)["samples"].figures["F1 of strike"].value == 1


def test_a_fall_within_the_margin_is_no_fall_and_does_not_wear_the_floor_down(floors):
    pinned = gate.load(floors)["samples"]
    tired = replace(pinned, figures={name: replace(f, value=f.value - gate.MARGIN / 2) for name, f in pinned.figures.items()})
    assert gate.falls(tired, pinned) == []
    assert gate.repin(tired, pinned).figures == pinned.figures


def test_edited_gold_is_seen(floors, capsys):
    path = floors
    path.write_text(re.sub(r'digest = "\w+"', 'digest = "0"', path.read_text()))
    assert gate.main(["--samples-only"], floors=path, run=perfect) == 1
    assert "[samples] gold or texts changed: pinned 18 reports" in capsys.readouterr().out


def test_gate_shuts_without_floors(tmp_path, capsys):
    assert gate.main(["--samples-only"], floors=tmp_path / "none.toml", run=perfect) == 1
    assert "[samples] has no floors (pin them: python tests/gate.py --update)" in capsys.readouterr().out


def test_another_text_than_the_gold_points_into_is_refused():
    rows = perfect()
    rows[0]["text"] += " "
    with pytest.raises(gate.GateError, match="annotate gave another text"):
        gate.measure_samples(rows)


def test_the_digest_sees_a_letter_and_a_name(tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("one")
    second.write_text("one")
    assert gate.digest([first]) != gate.digest([second])
    before = gate.digest([first])
    first.write_text("onE")
    assert gate.digest([first]) != before


SCORER = """
import json, pathlib, sys
option, reports, gold, system = sys.argv[1:]
rows = [json.loads(line) for line in pathlib.Path(system).read_text().splitlines()]
golds = [json.loads(path.read_text()) for path in pathlib.Path(gold).glob("*.json") if path.name != "places.json"]
hit, wanted = sum(len(row["claims"]) for row in rows), sum(len(one["claims"]) for one in golds)
counts = {"claim.tp": hit, "claim.fn": wanted - hit}
print(json.dumps({"figures": {"claim recall": hit / wanted, "place F1": None}, "counts": counts}))
"""


@pytest.fixture
def shared(tmp_path):
    """Reports and gold beside the project, with a scorer of their own."""
    for folder, content in (("reports", "Fighting went on."), ("claims", '{"claims": [1, 2, 3, 4]}')):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / ("a.json" if folder == "claims" else "a.txt")).write_text(content)
    (tmp_path / "score.py").write_text(SCORER)
    return tmp_path


def one_claim(files):
    return [{"doc": file.stem, "claims": [1]} for file in files]


def test_gold_beside_the_project_is_scored_by_its_own_program(shared):
    part = gate.measure_shared("gold", shared, shared / "score.py", one_claim)
    assert part.figures == {"claim recall": gold_score.Figure(0.25, 4)}
    assert (part.reports, part.claims) == (1, 4)


def test_what_that_program_complains_about_is_passed_on(shared):
    (shared / "score.py").write_text("import sys; sys.exit('line 3: field `kind` is missing')")
    with pytest.raises(gate.GateError, match=r"score\.py left with 1: line 3: field `kind` is missing"):
        gate.measure_shared("gold", shared, shared / "score.py", one_claim)


def test_gold_that_is_not_there_is_skipped_with_a_word(tmp_path, capsys):
    assert [part.name for part in gate.measure(perfect, tmp_path)] == ["samples"]
    assert f"[gold] skipped: {tmp_path / 'reports'} is not there" in capsys.readouterr().out


# the program against its pinned floors


@pytest.fixture(scope="module")
def found():
    """What `rashomon annotate` finds in the sample reports today."""
    return gate.annotate(gate.sample_files())


def test_the_gate_opens_on_this_program(found):
    assert gate.main(["--samples-only"], run=lambda files: found) == 0


@pytest.mark.parametrize("kind", ["capture", "casualties", "strike"])
def test_the_gate_shuts_when_the_program_loses_a_kind(kind, found):
    lost = [row | {"claims": [claim for claim in row["claims"] if claim["kind"] != kind]} for row in found]
    assert gate.main(["--samples-only"], run=lambda files: lost) == 1


def test_the_gate_shuts_when_the_program_loses_its_speakers(found):
    mute = [row | {"claims": [claim | {"source": None} for claim in row["claims"]]} for row in found]
    assert gate.main(["--samples-only"], run=lambda files: mute) == 1


def test_annotate_fails_loudly(tmp_path):
    with pytest.raises(gate.GateError, match="rashomon annotate left with"):
        gate.annotate([tmp_path / "absent.txt"])
