"""What all records have in common: frozen, keyword-only, camelCase in JSON."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Instant: TypeAlias = int
"""A moment: whole seconds since 1970-01-01T00:00:00Z."""


class Record(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=False
):
    """An immutable value.  Change one with `msgspec.structs.replace`."""
