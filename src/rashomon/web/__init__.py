"""The record as pages and as an HTTP interface: read from a derived database, drawn by the server, for loopback."""
