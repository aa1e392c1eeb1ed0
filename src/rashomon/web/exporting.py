"""What the filters keep, in a format that other tools read: a ZIP with the files of the format and their manifest."""

import io
import zipfile
from dataclasses import replace

from rashomon.exports import FORMATS, Edition, checked
from rashomon.exports.opening import open_edition, unsound
from rashomon.exports.output import json_page
from rashomon.exports.publish import manifest
from rashomon.ledger import Address
from rashomon.model import EventId
from rashomon.views.selection import only
from rashomon.web.asked import Asked
from rashomon.web.filters import AskedError, event_conditions, values, where

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a ZIP knows: the same selection gives the same bytes
ZIP = "application/zip"


def exported(asked: Asked, ledger: Address) -> bytes:
    """The bytes of the ZIP. Raises AskedError for an unknown format, and for a ledger that is not sound."""
    if asked.part not in FORMATS:
        raise AskedError("format", f"{asked.part!r} is no format (known: {', '.join(FORMATS)})", 404)
    faults = unsound(ledger)
    if faults:
        raise AskedError(None, f"the ledger is not sound: {faults[0]} (rashomon verify tells all)", 422)
    kept = event_conditions(asked.filters, asked.model)
    wanted = {EventId(row[0]) for row in asked.model.rows(f"SELECT id FROM events {where(kept)}", values(kept))}
    edition = open_edition(ledger, until=asked.filters.as_of)
    filters = {name: value for name, value in asked.query if value}
    edition = replace(edition, record=only(edition.record, wanted) if kept else edition.record, filters=filters)
    checked(edition.record)
    return _zipped(asked.part, edition)


def _zipped(name: str, edition: Edition) -> bytes:
    output, form = FORMATS[name].write(edition), FORMATS[name]
    names = [form.name(part) for part in output.files]
    told = json_page(manifest(edition, name, output, names))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in [*zip(names, output.files.values(), strict=True), ("manifest.json", told)]:
            archive.writestr(zipfile.ZipInfo(file, EPOCH), content)
    return packed.getvalue()
