"""The lock and the installed metadata -> each package's version, licence, hashes and needs.

python requirements/packages.py licences    docs/licences.md again; fails on a licence that is not allowed
python requirements/packages.py sbom FILE   what the program is made of, as CycloneDX 1.6
python requirements/packages.py audit       known weaknesses of the locked versions, where the data can be had
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata, requires
from pathlib import Path

from license_expression import ExpressionError, get_spdx_licensing
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
LOCK = HERE / "dev.lock"
PAGE = HERE.parent / "docs" / "licences.md"
RULES = tomllib.loads((HERE / "licences.toml").read_text(encoding="utf-8"))
ENTRY = re.compile(r"^([\w.-]+)==(\S+)[^\n]*\n((?:    --hash=sha256:[0-9a-f]{64}[^\n]*\n)+)", re.MULTILINE)
PATIENCE = 90  # seconds for all questions to the registry
SPDX = get_spdx_licensing()

HEAD = """# Licences

Every package of `requirements/dev.lock`, written by `make licences` from what the packages say of themselves. The packages with
a star are what the program needs to run; the others make, check and test it. A test compares this page with the lock, and fails on
a licence that is not in the list of `requirements/licences.toml`.

| package | version | licence |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the lock: its licence as an SPDX expression, the SHA-256 of its files, the packages that it needs."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]
    needs: tuple[str, ...]


def packages() -> dict[str, Package]:
    """Every package of the lock, by its name."""
    found = ENTRY.findall(LOCK.read_text(encoding="utf-8"))
    names = {canonicalize_name(name) for name, _, _ in found}
    return {
        canonicalize_name(name): Package(
            canonicalize_name(name),
            version,
            licence_of(name),
            tuple(re.findall(r"sha256:([0-9a-f]{64})", hashes)),
            tuple(sorted(set(needs_of(name, ())) & names)),
        )
        for name, version, hashes in found
    }


def needs_of(name: str, extras: Iterable[str]) -> Iterator[str]:
    """The names of what a package needs here, with those extras."""
    for line in requires(name) or ():
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield canonicalize_name(need.name)
            yield from (found for extra in need.extras for found in needs_of(need.name, (extra,)))


def licence_of(name: str) -> str:
    """As an SPDX expression; the words of the package itself where they are not understood, nothing where it says nothing."""
    told = metadata(name)
    if canonicalize_name(name) in RULES["looked_up"]:
        return str(RULES["looked_up"][canonicalize_name(name)])
    words = next(filter(None, _told(told)), "")
    return str(RULES["words"].get(words, words))


def _told(told: PackageMetadata) -> Iterator[str]:
    yield told.get("License-Expression") or ""
    field = (told.get("License") or "").strip().split("\n")[0]
    classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    yield field if field in RULES["words"] or field in RULES["allowed"] else ""
    yield " AND ".join(sorted({RULES["words"].get(words, words) for words in classifiers} - {"OSI Approved"}))
    yield field


def is_allowed(expression: str) -> bool:
    """True where the terms that must all be kept are in the list; of those that are offered one is enough."""
    try:
        parsed = SPDX.parse(expression, validate=True)
    except ExpressionError:
        return False
    return parsed is not None and _allowed(parsed)


def _allowed(term: object) -> bool:
    if isinstance(term, SPDX.AND):
        return all(map(_allowed, term.args))
    if isinstance(term, SPDX.OR):
        return any(map(_allowed, term.args))
    return str(term) in RULES["allowed"]


def needed_to_run(known: dict[str, Package]) -> dict[str, Package]:
    """The packages that the program needs, directly or through others."""
    front = [name for name in needs_of("rashomon", ()) if name in known]
    seen: dict[str, Package] = {}
    while front:
        name = front.pop()
        if name not in seen:
            seen[name] = known[name]
            front += known[name].needs
    return dict(sorted(seen.items()))


def page(known: dict[str, Package]) -> str:
    """docs/licences.md."""
    run = needed_to_run(known)
    rows = (f"| {one.name}{' *' if one.name in run else ''} | {one.version} | {one.licence} |\n" for one in known.values())
    return HEAD + "".join(rows)


def bill(known: dict[str, Package]) -> str:
    """What the program is made of, as CycloneDX JSON. Raises ValueError where it does not fit the schema of that format."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from packageurl import PackageURL

    run = needed_to_run(known)
    own = metadata("rashomon")
    root = Component(name="rashomon", version=own["Version"], type=ComponentType.APPLICATION, bom_ref="rashomon")
    parts = {
        one.name: Component(
            name=one.name,
            version=one.version,
            bom_ref=one.name,
            purl=PackageURL("pypi", name=one.name, version=one.version),
            licenses=[LicenseFactory().make_from_string(one.licence)],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.hashes],
        )
        for one in run.values()
    }
    made = Bom(components=parts.values())
    made.metadata.component = root
    made.register_dependency(root, [parts[name] for name in sorted(set(needs_of("rashomon", ())) & parts.keys())])
    for name, part in parts.items():
        made.register_dependency(part, [parts[need] for need in run[name].needs])
    told = JsonV1Dot6(made).output_as_string(indent=2)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(told)
    if fault is not None:
        raise ValueError(f"the bill does not fit its schema: {fault}")
    return f"{told}\n"


def audit() -> int:
    """0 where no weakness is known or nobody can tell from here, which is said; 1 where one is known."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(LOCK),
        "--disable-pip",
        "--no-deps",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        sys.stdout.write(f"advisories: skipped, no answer within {PATIENCE} seconds\n")
        return 0
    amount, unknown = len(packages()), done.stdout.count("could not be audited")
    if done.returncode == 0 and unknown < amount:
        sys.stdout.write(f"advisories: no known weakness in {amount - unknown} of {amount} packages\n{done.stdout}")
        return 0
    known = re.findall(r"^Found \d+ known vulnerabilit.*$", done.stderr, re.MULTILINE)
    if known:
        sys.stdout.write(f"advisories: {known[0]}\n{done.stdout}")
        return 1
    reason = "the registry gives no advisories" if unknown else (done.stderr.strip().splitlines() or ["no answer"])[-1]
    sys.stdout.write(f"advisories: skipped, {reason}\n")
    return 0


def main(what: str, *rest: str) -> int:
    """One of the three; 1 where something must be looked at."""
    if what == "audit":
        return audit()
    known = packages()
    if what == "sbom":
        Path(rest[0]).write_text(bill(known), encoding="utf-8")
        return 0
    PAGE.write_text(page(known), encoding="utf-8")
    refused = [
        f"{one.name}: {one.licence or 'says no licence'} is not allowed" for one in known.values() if not is_allowed(one.licence)
    ]
    sys.stdout.write("".join(f"{line} (look it up, then licences.toml)\n" for line in refused))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
