"""The timeline: events by day, those without a day at the end."""

import io

from tests.events.factories import told

from rashomon.events import weave
from rashomon.model import Kind, Record
from rashomon.pipeline import tell
from rashomon.views import EXPORTERS, write_timeline

TIMELINE = """\
What is claimed for which day
=============================

2 Mar 2024
----------

* Oldmill, North Region, Norland: 2 Mar 2024, strike: 1 report from 1 outlet, 1 independent origin
  Anna Novak says South forces struck Oldmill on 2 Mar 2024.
    “Shells on Oldmill.” (A 2024-03-03 0-18)

2 to 4 Mar 2024
---------------

* Oldmill, North Region, Norland: 2 to 4 Mar 2024, attack: 1 report from 1 outlet, 1 independent
  origin
  Reported by B without naming a source: South forces attacked at Oldmill in the days from 2 to 4
    Mar 2024.
    “An attack.” (B 2024-03-05 0-10)

Day not stated
--------------

* Place not stated: Day not stated, assess: 1 report from 1 outlet, 1 independent origin
  Reported by C without naming a source: “It is tense”.
    “It is tense.” (C 2024-03-05 0-12)
"""


def test_the_whole_text() -> None:
    stories = [
        told("It is tense.", outlet="C", kind=Kind.ASSESS, place=None, on=None),
        told("An attack.", outlet="B", kind=Kind.ATTACK, on="2024-03-02..2024-03-04"),
        told("Shells on Oldmill.", outlet="A", source="Anna Novak", on="2024-03-02", published="2024-03-03"),
    ]
    reports = tuple(made for made, _ in stories)
    out = io.StringIO()
    write_timeline(Record(reports, weave([one for _, one in stories], reports)), out)
    assert out.getvalue() == TIMELINE


def test_what_happened_before_or_after_stands_with_its_words() -> None:
    text = "Russian forces shelled Lyman on Friday after Ukrainian troops captured Robotyne."
    record = tell([("a.txt", text.encode())])
    out = io.StringIO()
    write_timeline(record, out)
    assert "After: “Ukrainian troops captured Robotyne” (a)." in " ".join(out.getvalue().split())


def test_exporters_take_a_record_and_a_stream() -> None:
    for name, write in EXPORTERS.items():
        out = io.StringIO()
        write(Record(), out)
        assert out.getvalue().startswith("Wh"), name
