"""Exchange rates of a day: the ECB's reference rates, and what is pegged to the dollar.

The rates come with the CurrencyConverter package and reach from 1999 to its release; a
day without a rate (a weekend) takes the last one before it.  Source: European Central
Bank, euro foreign exchange reference rates.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsfold.model import Instant

__all__ = ["convert", "day_of"]

_PEGGED = {
    "SAR": 3.75,
    "AED": 3.6725,
    "QAR": 3.64,
    "BHD": 0.376,
    "OMR": 0.3845,
    "JOD": 0.709,
    "HKD": 7.8,
}
"""Units to one US dollar, for currencies that hold a fixed rate to it."""


@cache
def _converter() -> Any:
    from currency_converter import CurrencyConverter  # reads its table once: costly

    return CurrencyConverter(
        fallback_on_missing_rate=True,
        fallback_on_missing_rate_method="last_known",
        fallback_on_wrong_date=True,
    )


def day_of(moment: Instant) -> date:
    """The UTC day of an instant."""
    return datetime.fromtimestamp(moment, tz=UTC).date()


@lru_cache(maxsize=4096)
def _rate(currency: str, day: date) -> float | None:
    """Units of `currency` to one US dollar on that day; None where nobody says."""
    if currency == "USD":
        return 1.0
    converter = _converter()
    if currency not in converter.currencies:
        return _PEGGED.get(currency)
    try:
        first, last = converter.bounds[currency]
        if day < first or day > last + timedelta(days=400):
            return _PEGGED.get(currency)
        return float(converter.convert(1.0, "USD", currency, date=min(day, last)))
    except (ValueError, KeyError, TypeError):
        return _PEGGED.get(currency)


def convert(value: float, currency: str, into: str, day: date) -> float | None:
    """`value` in another currency at the reference rate of `day`; None without one."""
    if currency == into:
        return value
    source, target = _rate(currency, day), _rate(into, day)
    if source is None or target is None:
        return None
    return value / source * target
