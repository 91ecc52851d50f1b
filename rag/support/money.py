"""Currencies and shares as they are written behind or before a number."""

from typing import Final

PER_CENT: Final = "%"
SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_NAMES: Final = {
    "USD": "dollars|dollar|us dollars|american dollars|usd",
    "EUR": "euros|euro|eur",
    "GBP": "pounds sterling|gbp",
    "JPY": "yen|jpy",
    "INR": "rupees|rupee|indian rupees|inr",
    "RUB": "roubles|rubles|rouble|ruble|rub",
    "CNY": "yuan|renminbi",
}
CURRENCIES: Final = {name: code for code, names in _NAMES.items() for name in names.split("|")}
