"""Several processes give what one gives; a worker that dies costs the report that ended it, and no other."""

import json
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

SCRIPT = """
    import ctypes, json, os, signal, sys, time
    from pathlib import Path
    from rashomon.model import Issue, Reading, Report
    from rashomon import budget, engines

    def report(number):
        kinds = {7: "deadly", 9: "deadly once", 14: "deaf"}
        words = "slow" if number == 12 else "plain" if "calm" in sys.argv else kinds.get(number, "plain")
        return Report(str(number), None, None, None, words, "", "en", None)

    def find(reports):
        for report in reports:
            if report.text == "deadly" or (report.text == "deadly once" and not Path("died").exists()):
                Path("died").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if report.text == "deaf":
                ctypes.PyDLL(None).sleep(60)  # in machine code that never gives Python a turn
            if report.text == "slow":
                time.sleep(0.3)
            yield Reading(report.id, issues=(Issue("pid", report.name, str(os.getpid())),))

    def main(jobs):
        reports = [report(number) for number in range(20)]
        chunks = ((start, reports[start : start + 4]) for start in range(0, 20, 4))
        for start, readings in engines.read_chunks(chunks, lambda: engines.start(find, jobs)):
            for told, reading in zip(reports[start : start + 4], readings, strict=True):
                if isinstance(reading, Reading):
                    assert reading.report == told.id
                    print(json.dumps([told.name, "read", reading.issues[0].detail]), flush=True)
                else:
                    print(json.dumps([told.name, reading.detail, ""]), flush=True)

    if __name__ == "__main__":
        print(os.getpid(), flush=True)
        budget.SECONDS = 0.3
        main(int(sys.argv[1]))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(textwrap.dedent(SCRIPT))
    return path


def test_a_report_that_ends_or_holds_its_worker_costs_itself_only(script: Path) -> None:
    done = subprocess.run([sys.executable, script, "2"], cwd=script.parent, capture_output=True, text=True, check=True, timeout=60)
    parent, *lines = done.stdout.splitlines()
    told = [json.loads(line) for line in lines]
    assert [name for name, _, _ in told] == [str(number) for number in range(20)]
    remedy = "(free memory, or take the report out and report the fault)"
    assert [(name, found) for name, found, _ in told if found != "read"] == [
        ("7", f"the process that read it was ended by the system {remedy}"),
        ("14", f"the process that read it gave no answer and was ended {remedy}"),
    ]
    assert parent not in {pid for _, _, pid in told}
    assert done.stderr == ""


def test_one_job_reads_in_this_process(script: Path) -> None:
    done = subprocess.run(
        [sys.executable, script, "1", "calm"], cwd=script.parent, capture_output=True, text=True, check=True, timeout=60
    )
    parent, *lines = done.stdout.splitlines()
    assert [json.loads(line)[1:] for line in lines] == [["read", parent]] * 20


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see other processes")
def test_workers_end_with_their_parent_however_it_ends(script: Path) -> None:
    script.write_text(script.read_text().replace("sleep(0.3)", "sleep(30)"))
    with subprocess.Popen(
        [sys.executable, script, "2", "calm"], cwd=script.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        workers = {int(json.loads(parent.stdout.readline())[2]) for _ in range(12)}
        assert all(alive(pid) for pid in workers)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 10
    while any(alive(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in workers if alive(pid)]


INTERRUPTED = """
    import sys, time
    from pathlib import Path
    from rashomon.model import Reading, Report
    from rashomon import engines

    def find(reports):
        Path(f"{reports[0].name} begun").touch()
        time.sleep(0.4)
        yield from (Reading(report.id) for report in reports)
        Path(f"{reports[0].name} read").touch()

    if __name__ == "__main__":
        chunks = ([Report(str(number), None, None, None, "", "", "en", None)] for number in range(30))
        try:
            for number, readings in engines.read_chunks(enumerate(chunks), lambda: engines.start(find, 2)):
                print(number, len(list(readings)), flush=True)
        except KeyboardInterrupt:
            print("interrupted")
"""


def test_after_ctrl_c_all_that_was_begun_is_told_and_nothing_more(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(INTERRUPTED))
    with subprocess.Popen([sys.executable, script], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.send_signal(signal.SIGINT)
        *told, last = parent.stdout.read().splitlines()
    begun, read = ({int(path.name.split()[0]) for path in tmp_path.glob(f"* {what}")} for what in ("begun", "read"))
    assert last == "interrupted"
    assert {int(line.split()[0]) for line in told} | {0} == begun == read
    assert len(begun) < 10


def test_a_second_ctrl_c_does_not_wait(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(INTERRUPTED).replace("sleep(0.4)", "sleep(0.1 if reports[0].name == '0' else 60)"))
    with subprocess.Popen([sys.executable, script], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.send_signal(signal.SIGINT)
        time.sleep(0.5)
        parent.send_signal(signal.SIGINT)
        told, _ = parent.communicate(timeout=30)
    assert told.splitlines()[-1] == "interrupted"
