"""Reports and claims -> the rows that leave the program as JSON lines; names, shapes and order of the fields are fixed."""

from rashomon.doors.claims import Amount, ClaimRow, Days, Number, Objection, OrderRow, Pair, Spot, as_number, claim_row
from rashomon.doors.reports import (
    AttributionRow,
    BoilerplateRow,
    CandidateRow,
    IssueRow,
    PlaceRow,
    QuantityRow,
    ReportHead,
    ReportRow,
    TimeRow,
    issue_row,
    report_head,
    report_row,
)

__all__ = [
    "Amount",
    "AttributionRow",
    "BoilerplateRow",
    "CandidateRow",
    "ClaimRow",
    "Days",
    "IssueRow",
    "Number",
    "Objection",
    "OrderRow",
    "Pair",
    "PlaceRow",
    "QuantityRow",
    "ReportHead",
    "ReportRow",
    "Spot",
    "TimeRow",
    "as_number",
    "claim_row",
    "issue_row",
    "report_head",
    "report_row",
]
