"""Currencies and shares as they are written behind or before a number."""

from typing import Final

PER_CENT: Final = "%"
POINTS: Final = "percentage points"  # from 5 % to 7 % are 2 of them
SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_NAMES: Final = {
    PER_CENT: "%|percent|per cent",
    POINTS: "percentage points|percentage point",
    "USD": "dollars|dollar|us dollars|american dollars|usd",
    "EUR": "euros|euro|eur",
    "GBP": "pounds sterling|gbp",
    "JPY": "yen|jpy",
    "INR": "rupees|rupee|indian rupees|inr",
    "RUB": "roubles|rubles|rouble|ruble|rub",
    "CNY": "yuan|renminbi",
}
UNITS: Final = {name: code for code, names in _NAMES.items() for name in names.split("|")}
