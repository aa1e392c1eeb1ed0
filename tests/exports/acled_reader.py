"""A strict reader of ACLED's columns and codes, written from its codebook and sharing nothing with the program."""

import csv
import io
import re
from datetime import date

COLUMNS = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp""".split()
TYPES = {
    "Battles": ["Government regains territory", "Non-state actor overtakes territory", "Armed clash"],
    "Protests": ["Excessive force against protesters", "Protest with intervention", "Peaceful protest"],
    "Riots": ["Violent demonstration", "Mob violence"],
    "Explosions/Remote violence": [
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    ],
    "Violence against civilians": ["Sexual violence", "Attack", "Abduction/forced disappearance"],
    "Strategic developments": [
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established"),
        *("Looting/property destruction", "Non-violent transfer of territory", "Other"),
    ],
}
DISORDER = {
    "Battles": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Strategic developments": "Strategic developments",
}
OTHER_DISORDER = {"Excessive force against protesters": "Political violence; Demonstrations", "Mob violence": "Political violence"}
INTERS = [
    *("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians"),
    "External/Other forces",
]
SCALES = {"National", "Subnational", "Regional", "International", "Other", "New media", "Local partner"}


def read(content: bytes) -> list[dict[str, str]]:
    """The rows. Raises ValueError with row and column for anything that ACLED's codebook does not know."""
    table = csv.DictReader(io.StringIO(content.decode("utf-8")), strict=True)
    columns = list(table.fieldnames or [])
    _hold(columns[:31] == COLUMNS, f"columns are {columns[:31]}")
    _hold(all(name.startswith("x_") for name in columns[31:]), f"columns after the 31: {columns[31:]}")
    rows = list(table)
    for row in rows:
        _hold(None not in row and None not in row.values(), f"{row}: number of cells")
        for check in (_times, _kinds, _actors, _place, _rest):
            check(row)
    ids = [row["event_id_cnty"] for row in rows]
    _hold(len(set(ids)) == len(ids), "an id is given twice")
    return rows


def _hold(true: bool, told: str) -> None:
    if not true:
        raise ValueError(told)


def _times(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["event_date"])
    _hold(row["year"] == str(day.year), f"{row['event_id_cnty']}: year {row['year']}")
    _hold(row["time_precision"] in ("1", "2", "3"), f"time_precision {row['time_precision']}")
    _hold(row["timestamp"].isdigit(), f"timestamp {row['timestamp']!r}")


def _kinds(row: dict[str, str]) -> None:
    _hold(row["sub_event_type"] in TYPES[row["event_type"]], f"{row['event_type']} / {row['sub_event_type']}")
    disorder = OTHER_DISORDER.get(row["sub_event_type"], DISORDER[row["event_type"]])
    _hold(row["disorder_type"] == disorder, f"disorder_type {row['disorder_type']}")


def _actors(row: dict[str, str]) -> None:
    _hold(bool(row["actor1"]), f"{row['event_id_cnty']}: no actor1")
    for number in "12":
        known = row[f"inter{number}"] in INTERS if row[f"actor{number}"] else row[f"inter{number}"] == ""
        _hold(known, f"actor{number} {row[f'actor{number}']!r} is {row[f'inter{number}']!r}")
    told = sorted((row[name] for name in ("inter1", "inter2") if row[name]), key=INTERS.index)
    wanted = "-".join(told) if len(told) == 2 else f"{told[0]} only"
    _hold(row["interaction"] == wanted, f"interaction {row['interaction']!r} instead of {wanted!r}")
    if row["event_type"] in ("Battles", "Violence against civilians"):
        _hold(bool(row["actor2"]), f"{row['event_type']} without actor2")
    civilians = row["event_type"] == "Violence against civilians" or (
        row["event_type"] == "Explosions/Remote violence" and row["inter2"] == "Civilians"
    )
    _hold(
        row["civilian_targeting"] == ("Civilians targeted" if civilians else ""), f"civilian_targeting {row['civilian_targeting']}"
    )


def _place(row: dict[str, str]) -> None:
    _hold(bool(re.fullmatch(r"[A-Z]{3}\d+", row["event_id_cnty"])), f"id {row['event_id_cnty']}")
    _hold(bool(re.fullmatch(r"\d{1,3}", row["iso"])), f"iso {row['iso']}")
    _hold(all(row[name] for name in ("region", "country", "location")), f"{row['event_id_cnty']}: where?")
    for name, most in (("latitude", 90), ("longitude", 180)):
        _hold(bool(re.fullmatch(r"-?\d+\.\d{4}", row[name])) and abs(float(row[name])) <= most, f"{name} {row[name]}")
    _hold(row["geo_precision"] in ("1", "2", "3"), f"geo_precision {row['geo_precision']}")


def _rest(row: dict[str, str]) -> None:
    _hold(row["fatalities"].isdigit(), f"fatalities {row['fatalities']!r}")
    _hold(bool(row["source"]), f"{row['event_id_cnty']}: no source")
    scales = row["source_scale"].split("-")
    _hold(1 <= len(scales) <= 2 and set(scales) <= SCALES, f"source_scale {row['source_scale']}")
    _hold(bool(re.match(r"(?:On|Around) \d{1,2} [A-Z][a-z]+ \d{4}", row["notes"])), f"notes begin {row['notes'][:40]!r}")
    _hold(
        bool(re.search(r"(?:Casualties unknown|\d+ fatalit(?:y|ies)|No fatalities)\.$", row["notes"])),
        f"notes end {row['notes'][-40:]!r}",
    )
