"""The encrypted private part of a record: `base64 ciphertext+tag;base64 nonce;key id`.

AES-256-GCM-SIV (RFC 8452), or AES-256-GCM where the OpenSSL at hand lacks it; each
mode has a key of its own, derived by HKDF.  The nonce is an HMAC of the record's
address and the plaintext, so that the same content is always sealed to the same text
and an unchanged record stays unchanged on disk.  `originalUrl` and the key's id are
associated data: what is sealed for one record opens in no other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import stat
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from newsfold.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Seal", "is_foreign", "key_id", "keygen", "read_keys", "write_keys"]

MAX_PRIVATE = 2048
"""Bytes of private fields that one record carries."""

_KEY_BYTES = 32
_NONCE_BYTES = 12
_HEADER = "# Newsfold key. Whoever has it can read the records' private part: keep it."
_PREFIX = "newsfold-key-1 "
_BASE64 = r"[A-Za-z0-9+/]+={0,2}"
_OURS = re.compile(f"({_BASE64});({_BASE64});([0-9a-f]{{12}})")
_FOREIGN = re.compile(f"{_BASE64};{_BASE64}")


class _Cipher(Protocol):
    """What both modes of `cryptography` offer."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...


def keygen() -> bytes:
    """A new random key of 256 bits."""
    return os.urandom(_KEY_BYTES)


def key_id(key: bytes) -> str:
    """The public name of a key: 12 hex digits, from which the key cannot be told."""
    return hashlib.sha256(b"newsfold key id\n" + key).hexdigest()[:12]


def write_keys(path: Path, keys: Sequence[bytes]) -> None:
    """Write a key file that only its owner may read: the first key seals, all open.

    Replaces the file in one step.  Raises ConfigError where that is not possible.
    """
    lines = [_HEADER]
    lines += [_PREFIX + base64.b64encode(key).decode("ascii") for key in keys]
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(fresh, flags, 0o600), "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise ConfigError(
            f"the key file {path} cannot be written: {error.strerror}"
        ) from error


def read_keys(path: Path) -> tuple[bytes, ...]:
    """Read a key file: the key that seals, then older ones that still open.

    Raises ConfigError where it is missing, readable by others or no key file.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise ConfigError(
                f"others may read the key file {path}: run 'chmod 600 {path}'"
            )
        text = path.read_text("ascii")
    except FileNotFoundError as error:
        raise ConfigError(
            f"there is no key file {path}: run 'newsfold seal keygen', or clear"
            " seal.key_file"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(_no_key_file(path)) from error
    except OSError as error:
        raise ConfigError(
            f"the key file {path} cannot be read: {error.strerror}"
        ) from error
    lines = [line.strip() for line in text.splitlines()]
    keys = [_key(line, path) for line in lines if line and not line.startswith("#")]
    if not keys:
        raise ConfigError(_no_key_file(path))
    return tuple(keys)


def is_foreign(secured: str) -> bool:
    """Whether it has the older two-part form, which we keep and never open."""
    return _FOREIGN.fullmatch(secured) is not None


class Seal:
    """Seals and opens the private part of records.

    `key` seals; `older` keys still open what was sealed before a rotation.  Raises
    ConfigError for a key of the wrong length.
    """

    def __init__(self, key: bytes, older: Sequence[bytes] = ()) -> None:
        for each in (key, *older):
            if len(each) != _KEY_BYTES:
                raise ConfigError(
                    f"a key has {_KEY_BYTES} bytes, not {len(each)}: make one with"
                    " 'newsfold seal keygen'"
                )
        self.id = key_id(key)
        self._key = key
        self._keys = {key_id(each): each for each in (*older, key)}
        self._cipher = _ciphers(key)[0]
        self._nonce_key = _derive(key, b"nonce")

    def seal(self, private: dict[str, Any], original_url: str) -> str:
        """Encrypt `private` for the record at `original_url`.

        Fields beyond 2 KB are shortened, the largest first, and `shortened` is set.
        The same input gives the same text.  Raises InputError for what is no JSON.
        """
        data = _encode(private)
        associated = _associated(self.id, original_url)
        digest = hmac.new(self._nonce_key, associated + b"\0" + data, hashlib.sha256)
        nonce = digest.digest()[:_NONCE_BYTES]
        sealed = self._cipher.encrypt(nonce, data, associated)
        return ";".join((_text(sealed), _text(nonce), self.id))

    def open(self, secured: str, original_url: str) -> dict[str, Any]:
        """Decrypt what `seal` made for the record at `original_url`.

        Raises ConfigError where the key is not at hand; InputError where it is of
        another system, damaged, or was sealed for another record.
        """
        if is_foreign(secured):
            raise InputError(
                "this private part was sealed by another system, in a form that does"
                " not say how: it is kept as it is and cannot be opened"
            )
        match = _OURS.fullmatch(secured)
        if match is None:
            raise InputError("no sealed part: it is 'ciphertext;nonce;key id'")
        key = self._keys.get(match[3])
        if key is None:
            raise ConfigError(
                f"sealed with key {match[3]}, the key file holds"
                f" {', '.join(self._keys)}: add that key to the file"
            )
        data = _decrypt(key, match, _associated(match[3], original_url))
        if data is None:
            raise InputError(
                "the sealed part does not open: it is damaged, or belongs to a record"
                " with another originalUrl"
            )
        opened: dict[str, Any] = msgspec.json.decode(data)
        return opened


def _ciphers(key: bytes) -> list[_Cipher]:
    """The modes at hand, the one that seals first."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV

    plain = AESGCM(_derive(key, b"aes-256-gcm"))
    try:
        return [AESGCMSIV(_derive(key, b"aes-256-gcm-siv")), plain]
    except UnsupportedAlgorithm:
        return [plain]


def _decrypt(key: bytes, match: re.Match[str], associated: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    try:
        sealed = base64.b64decode(match[1], validate=True)
        nonce = base64.b64decode(match[2], validate=True)
    except binascii.Error:
        return None
    for cipher in _ciphers(key):
        try:
            return cipher.decrypt(nonce, sealed, associated)
        except (InvalidTag, ValueError):
            continue  # sealed in the other way, or not by this key
    return None


def _derive(key: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of one block, without salt."""
    extracted = hmac.new(bytes(32), key, hashlib.sha256).digest()
    info = b"newsfold seal 1 " + purpose
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()


def _associated(identity: str, original_url: str) -> bytes:
    url = original_url.encode("utf-8", "surrogatepass")
    return b"newsfold seal 1\n" + identity.encode("ascii") + b"\n" + url


def _encode(private: dict[str, Any]) -> bytes:
    """JSON in sorted order, at most `MAX_PRIVATE` bytes."""
    encode = msgspec.json.Encoder(order="sorted").encode
    try:
        data = encode(private)
        fields = dict(private)
        while len(data) > MAX_PRIVATE:
            largest = max(fields, key=lambda name: (len(encode(fields[name])), name))
            fields[largest] = _shorter(fields[largest])
            if fields[largest] is None:
                del fields[largest]
            data = encode(fields | {"shortened": True})
    except (TypeError, ValueError) as error:
        raise InputError(f"the private fields are no JSON: {error}") from error
    return data


def _shorter(value: Any) -> Any:
    """Four fifths of a list or text; None where nothing sensible is left."""
    if isinstance(value, list) and len(value) > 1:
        return value[: len(value) * 4 // 5]
    if isinstance(value, str) and len(value) > _KEY_BYTES:
        return value[: len(value) * 4 // 5]
    return None


def _key(line: str, path: Path) -> bytes:
    try:
        key = base64.b64decode(line.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise ConfigError(_no_key_file(path)) from error
    if not line.startswith(_PREFIX) or len(key) != _KEY_BYTES:
        raise ConfigError(_no_key_file(path))
    return key


def _no_key_file(path: Path) -> str:
    return f"{path} is no key file: make one with 'newsfold seal keygen'"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
