"""What SQLite and PostgreSQL spell differently when a ledger is made: its mark, the guards of what is only appended, the search."""

from alembic import op

WORDS = {"reports": ("title", "text"), "claims": ("quote",)}

REFUSE = " BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END "

# Small letters without diacritics, one blank before and after each word: the parser of PostgreSQL would keep a/b and a-b together.
# The collation is that of Unicode, whatever the language of the database.
PLAIN = """
    CREATE FUNCTION ledger_words(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        lower({home}.unaccent(normalize(' ' || coalesce(words, '') || ' ', NFC)) COLLATE "und-x-icu"), '[^[:alnum:]]+', ' ', 'g')
"""
# A tsvector holds one megabyte. Of a text with more the different words are indexed, without places; short ones first, should
# even they be more than that.
INDEX = """
    CREATE FUNCTION ledger_index(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
    BEGIN
        RETURN to_tsvector('pg_catalog.simple', words);
    EXCEPTION WHEN program_limit_exceeded THEN
        RETURN array_to_tsvector(ARRAY(
            SELECT word FROM (
                SELECT word, sum(octet_length(word) + 1) OVER (ORDER BY octet_length(word), word) AS size
                FROM unnest(string_to_array(words, ' ')) AS found (word)
                WHERE word <> '' AND octet_length(word) < 2000 GROUP BY word
            ) AS different WHERE size < 1000000
        ));
    END $$
"""
TEXTS = {"reports": "ledger_words(title) || '|' || ledger_words(text)", "claims": "ledger_words(quote)"}


def _on_server() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def mark() -> None:
    """By this a ledger is known from other programs' databases."""
    if _on_server():
        op.execute("COMMENT ON TABLE reports IS 'Rashomon: the reports of a ledger'")
    else:
        op.execute(f"PRAGMA application_id = {0x52415348}")


def guard(table: str, message: str) -> None:
    """Refuse every statement that would change or remove rows; the message says why."""
    if not _on_server():
        for change in ("UPDATE", "DELETE"):
            name = f"{table}_no_{change.lower()}"
            op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END")
        return
    op.execute(f"CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $${REFUSE}$$")
    for change in ("UPDATE", "DELETE", "TRUNCATE"):
        name = f"{table}_no_{change.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON {table} EXECUTE FUNCTION ledger_refuses('{message}')")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def search() -> None:
    """Index all words of reports and of quotes, and keep the indexes up to date."""
    if _on_server():
        _search_by_tsvector()
        return
    for table, columns in WORDS.items():
        names = ", ".join(columns)
        op.execute(
            f"CREATE VIRTUAL TABLE {table}_words USING fts5({names}, content='{table}', content_rowid='number', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        _follow(table, columns)
        op.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")


def _follow(table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    forget = f"INSERT INTO {table}_words ({table}_words, rowid, {names}) VALUES ('delete', old.number, {old});"
    learn = f"INSERT INTO {table}_words (rowid, {names}) VALUES (new.number, {new});"
    for change, steps in (("INSERT", learn), ("DELETE", forget), ("UPDATE", forget + learn)):
        op.execute(f"CREATE TRIGGER {table}_words_{change.lower()} AFTER {change} ON {table} BEGIN {steps} END")


def _search_by_tsvector() -> None:
    op.execute(PLAIN.format(home=_home("unaccent")))
    op.execute(INDEX)
    for table, words in TEXTS.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS (ledger_index({words})) STORED")
        op.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words)")
    op.execute(f"CREATE INDEX claims_source_near ON claims USING gin (source {_home('pg_trgm')}.gin_trgm_ops)")


def _home(extension: str) -> str:
    """The schema in which the extension is, made where it is not there yet: the ledger's own need not be the same."""
    op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    schema = f"SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = '{extension}'"
    return str(op.get_bind().exec_driver_sql(schema).scalar_one())
