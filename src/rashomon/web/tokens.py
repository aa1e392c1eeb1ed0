"""Who may use a server from elsewhere: tokens, each with a person's name and role, kept as hashes in a file.

A token is 256 random bits. Nobody can guess or try out one, so SHA-256 is enough to keep it by: the slow functions (scrypt, Argon2)
make up for the little that people's own words hold, and would cost every request what they cost a thief. The file is no part of the
ledger: who is given a copy of the ledger is let in nowhere, and an older copy does not bring a revoked token back.
"""

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from platformdirs import user_state_path

from rashomon.errors import AccessError
from rashomon.ledger import Address, store_at
from rashomon.ledger.sqlite import File

MARK = "rashomon_"  # by which scanners for lost secrets know one
NAME = re.compile(r"[\w.@+-]{1,64}")
PLACE = ("host", "hostaddr", "port", "dbname", "options")  # what in the query of a database's address says where it is


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """True where this role is enough for what `needed` may do."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class Token:
    """A person's token: when it was made, until when it holds, when it was revoked (UTC); `digest` is SHA-256 of its words."""

    name: str
    role: Role
    digest: str
    made: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    def state(self, now: datetime) -> str:
        """``valid``, ``revoked`` or ``expired``."""
        if self.revoked:
            return "revoked"
        return "expired" if self.expires and self.expires <= now else "valid"


def digest_of(words: str) -> str:
    """What is kept of a token."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def tokens_file(ledger: Address) -> Path:
    """Where the tokens for a ledger are kept: beside a file; those for a database with whoever serves it, on that machine."""
    store = store_at(ledger)
    if isinstance(store, File):
        return store.path.with_name(f"{store.path.name}.tokens")
    place = _place(store.identity)
    name = re.sub(r"[^\w.-]+", "-", place).strip("-")[:64]
    return user_state_path("rashomon") / f"{name}-{sha256(place.encode()).hexdigest()[:12]}.tokens"


def _place(address: str) -> str:
    """Host, database and schema, the same for every role: one makes the tokens, another may serve."""
    told = urlsplit(address)
    asked = sorted(pair for pair in parse_qsl(told.query) if pair[0] in PLACE)
    return f"{told.netloc.rpartition('@')[2]}{told.path}{f'?{urlencode(asked)}' if asked else ''}"


class Tokens:
    """The tokens of a file, which nobody but its owner can read; a change by another process is seen with the next look."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now
        self._seen: tuple[int, ...] | None = None
        self._kept: tuple[Token, ...] = ()

    def all(self) -> tuple[Token, ...]:
        """Every token, revoked and expired ones too, oldest first. Raises AccessError for a file that is not understood."""
        try:
            about = self.path.stat()
        except FileNotFoundError:
            return ()
        seen = (about.st_mtime_ns, about.st_size, about.st_ino)
        if seen != self._seen:
            self._kept, self._seen = self._read(), seen
        return self._kept

    def valid(self, digest: str) -> Token | None:
        """The token of that digest, where it holds now."""
        return next((one for one in self.all() if one.digest == digest and one.state(self._now()) == "valid"), None)

    def create(self, name: str, role: Role, lasts: timedelta | None = None) -> str:
        """The words of a new token, which are told this once. Raises AccessError where the name is no name, or has one."""
        if not NAME.fullmatch(name):
            raise AccessError(f"{name!r}: is no name for a token (letters, digits and . @ + - _, 64 at most)")
        with self._changing() as kept:
            if any(one.name == name and one.state(self._now()) == "valid" for one in kept):
                raise AccessError(f"{name}: has a token already (rashomon token rotate {name} gives another in its place)")
            kept[:] = [one for one in kept if one.name != name]
            return self._made(kept, name, role, lasts)

    def rotate(self, name: str, lasts: timedelta | None = None) -> str:
        """The words of another token in place of the one that `name` has, which ends. Raises AccessError where there is none."""
        with self._changing() as kept:
            old = self._of(kept, name)
            kept.remove(old)
            return self._made(kept, name, old.role, lasts)

    def revoke(self, name: str) -> None:
        """The person's token holds no more from now on. Raises AccessError where there is none that holds."""
        with self._changing() as kept:
            old = self._of(kept, name)
            kept[kept.index(old)] = replace(old, revoked=self._now())

    def _made(self, kept: list[Token], name: str, role: Role, lasts: timedelta | None) -> str:
        words, now = f"{MARK}{token_urlsafe(32)}", self._now()
        kept.append(Token(name, role, digest_of(words), now, now + lasts if lasts else None))
        return words

    def _of(self, kept: list[Token], name: str) -> Token:
        found = next((one for one in kept if one.name == name and one.state(self._now()) == "valid"), None)
        if found is None:
            raise AccessError(f"{name}: has no token that is valid (rashomon token list shows those that there are)")
        return found

    def _read(self) -> tuple[Token, ...]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=tuple[Token, ...])
        except (OSError, msgspec.MsgspecError, UnicodeError) as fault:
            raise AccessError(f"{self.path}: is no file of tokens, {fault} (restore it, or remove it and make new ones)") from fault

    @contextmanager
    def _changing(self) -> Iterator[list[Token]]:
        """The tokens, to be changed; written whole or not at all, by one process at a time."""
        try:
            self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
            with _alone(self.path.parent):
                kept = list(self.all())
                yield kept
                draft = self.path.with_name(f".{self.path.name}.tmp")
                draft.unlink(missing_ok=True)
                with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    out.write(msgspec.json.format(msgspec.json.encode(kept), indent=1))
                    out.flush()
                    os.fsync(out.fileno())
                draft.replace(self.path)
        except OSError as fault:
            raise AccessError(f"{self.path}: cannot be written, {fault.strerror} (check the rights of its folder)") from fault


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other process changes tokens in the folder meanwhile."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
