"""A WACZ (a web archive packed with its index) -> its WARC files as sources, each checked against the package's digests."""

import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from rashomon.errors import ReadingError
from rashomon.model import Issue
from rashomon.reports.archive import DAMAGE, is_archive, read_archive
from rashomon.reports.draft import Source, issue_of

PACKAGE = "datapackage.json"
WARCS = "archive/"


def is_wacz(source: Source) -> bool:
    """A ZIP with a data package and web archives where the format wants them, whatever its name."""
    if not is_archive(source):
        return False
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            names = archive.namelist()
    except DAMAGE:
        return False
    return PACKAGE in names and any(name.startswith(WARCS) and ".warc" in name for name in names)


def read_wacz(source: Source) -> Iterator[Source | Issue]:
    """The web archives; its index, page list and logs tell nothing that these do not. One issue for each that was changed."""
    digests = _digests(source)
    for member in read_archive(source):
        path = member.name.removeprefix(f"{source.name}/")
        if isinstance(member, Source) and path.startswith(WARCS):
            told = digests.get(path)
            if told and told != f"sha256:{sha256(member.content).hexdigest()}":
                cause = f"its bytes are not those that {PACKAGE} tells of"
                yield issue_of(ReadingError(member.name, cause, "fetch the archive again; it is read as it is"), "altered")
            yield member
        elif isinstance(member, Issue):
            yield member


def _digests(source: Source) -> dict[str, str]:
    """Path -> ``sha256:...`` as the data package (Frictionless Data, WACZ 1.1) tells it."""
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            package = json.loads(archive.read(PACKAGE))
        return {one["path"]: one["hash"] for one in package["resources"] if str(one.get("hash", "")).startswith("sha256:")}
    except (*DAMAGE, KeyError, TypeError, AttributeError):
        return {}
