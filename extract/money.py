"""Sums of money as releases write them: notations, currencies, scales and ranges.

>>> [(value, currency) for _, _, value, currency in money("It paid $15 million.")]
[(15000000.0, 'USD')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEFORE = {
    "us$": "USD", "u.s.$": "USD", "u.s. $": "USD", "us $": "USD", "usd": "USD", "$": "USD", "a$": "AUD", "au$": "AUD",
    "aud": "AUD", "aud$": "AUD", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "cad$": "CAD", "cdn$": "CAD", "hk$": "HKD",
    "hkd": "HKD", "nt$": "TWD", "ntd": "TWD", "twd": "TWD", "s$": "SGD", "sgd": "SGD", "nz$": "NZD", "nzd": "NZD",
    "r$": "BRL", "brl": "BRL", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY",
    "jpy": "JPY", "rmb": "CNY", "cny": "CNY", "rmb¥": "CNY", "cn¥": "CNY", "₩": "KRW", "krw": "KRW", "chf": "CHF",
    "sfr": "CHF", "fr.": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "isk": "ISK", "pln": "PLN", "czk": "CZK",
    "huf": "HUF", "ron": "RON", "try": "TRY", "₺": "TRY", "rub": "RUB", "₽": "RUB", "inr": "INR", "₹": "INR",
    "rs": "INR", "rs.": "INR", "ils": "ILS", "nis": "ILS", "₪": "ILS", "rm": "MYR", "myr": "MYR", "thb": "THB",
    "idr": "IDR", "php": "PHP", "vnd": "VND", "zar": "ZAR", "aed": "AED", "sar": "SAR", "qar": "QAR", "egp": "EGP",
    "mxn": "MXN", "clp": "CLP", "ars": "ARS", "cop": "COP", "omr": "OMR", "lkr": "LKR", "hrk": "HRK", "kes": "KES",
    "ngn": "NGN", "ghs": "GHS", "kwd": "KWD", "bhd": "BHD", "jod": "JOD", "bgn": "BGN", "uah": "UAH", "kzt": "KZT",
    "pkr": "PKR", "bdt": "BDT", "pen": "PEN", "uyu": "UYU", "mad": "MAD", "tnd": "TND",
}  # fmt: skip
_AFTER = {
    "us dollars": "USD", "u.s. dollars": "USD", "american dollars": "USD", "dollars": "USD", "dollar": "USD",
    "canadian dollars": "CAD", "australian dollars": "AUD", "hong kong dollars": "HKD", "singapore dollars": "SGD",
    "new taiwan dollars": "TWD", "taiwan dollars": "TWD", "new zealand dollars": "NZD", "euros": "EUR", "euro": "EUR",
    "pounds sterling": "GBP", "pounds": "GBP", "pound": "GBP", "sterling": "GBP", "japanese yen": "JPY", "yen": "JPY",
    "korean won": "KRW", "won": "KRW", "swiss francs": "CHF", "francs": "CHF", "franken": "CHF", "yuan": "CNY",
    "renminbi": "CNY", "swedish kronor": "SEK", "swedish krona": "SEK", "kronor": "SEK", "danish kroner": "DKK",
    "danish crowns": "DKK", "norwegian kroner": "NOK", "norwegian crowns": "NOK", "swedish crowns": "SEK",
    "kroner": "NOK", "rupees": "INR", "indian rupees": "INR", "rupiah": "IDR", "ringgit": "MYR", "baht": "THB",
    "shekels": "ILS", "zloty": "PLN", "złoty": "PLN", "forint": "HUF", "koruna": "CZK", "reais": "BRL", "rand": "ZAR",
    "dirhams": "AED", "riyals": "SAR", "pesos": "MXN", "lira": "TRY",
} | {code: code.upper() for code in (
    "usd", "eur", "gbp", "chf", "jpy", "sek", "nok", "dkk", "aud", "cad", "hkd", "sgd", "twd", "krw", "cny", "rmb",
    "inr", "brl", "ils", "nis", "pln", "myr", "zar")
} | {"rmb": "CNY", "nis": "ILS", "€": "EUR", "£": "GBP", "kr": "SEK"}  # fmt: skip
_SCALE = {
    "thousand": 1e3, "k": 1e3, "t": 1e3, "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6, "mio": 1e6, "m": 1e6,
    "mm": 1e6, "mil": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12,
    "tn": 1e12, "lakh": 1e5, "crore": 1e7, "crores": 1e7, "hundred thousand": 1e5,
}  # fmt: skip
_WORDS = {"half a": 0.5, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
          "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
          "fifty": 50}  # fmt: skip


def _either(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_NUMBER = r"\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?"
_UNIT = rf"(?:[\s\u00a0-]?(?P<%s>{_either(_SCALE)})(?![A-Za-z]))?"
_SYMBOL = _either(_BEFORE)
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|bis)\s)"
_MONEY = re.compile(
    rf"""(?<![\w$€£¥])(?:
      (?P<c1>{_SYMBOL})\s?(?P<n1>{_NUMBER}){_UNIT % "s1"}
        (?:{_TO}(?:(?:{_SYMBOL})\s?)?(?P<n2>{_NUMBER}){_UNIT % "s2"}(?!\s?%))?(?:[\s\u00a0](?:USD|EUR|CAD|AUD|US)\b)?
    | (?P<n3>{_NUMBER}){_UNIT % "s3"}(?:{_TO}(?P<n4>{_NUMBER}){_UNIT % "s4"})?[\s\u00a0]?(?P<c2>{_either(_AFTER)})(?!\w)
    | (?P<word>{_either(_WORDS)})\s(?P<s5>{_either(_SCALE)})\s(?P<c3>{_either(_AFTER)})(?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORT_CODE = re.compile(r"[A-Za-z]")


def number(text: str) -> float:
    """Return the number that a press release writes as "15,000,000", "1.250.000", "9.3" or "4,1".

    >>> [number(text) for text in ("15,000,000", "1.250.000", "9.3", "4,1", "2,500")]
    [15000000.0, 1250000.0, 9.3, 4.1, 2500.0]
    """
    plain = re.sub(r"['’\u00a0\u202f]", "", text)
    if plain.count(".") > 1 or re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        return float(plain.replace(",", "") if "," in plain else plain.replace(".", ""))
    return float(plain.replace(",", "."))


def _value(match: re.Match[str]) -> float:
    """Return the (highest) sum that a match states, in units of the currency."""
    if match["word"]:
        return _WORDS[match["word"].lower()] * _SCALE[match["s5"].lower()]
    low, high = (match["n1"], match["n2"]) if match["n1"] else (match["n3"], match["n4"])
    low_scale, high_scale = (match["s1"], match["s2"]) if match["n1"] else (match["s3"], match["s4"])
    value = number(high or low) * _SCALE.get((high_scale or low_scale or "").lower(), 1.0)
    # Cents stay as they are; "0.1 + 0.2" noise of the multiplication does not.
    return round(value, 2)


def _currency(match: re.Match[str]) -> str:
    before = match["c1"]
    return _BEFORE[before.lower()] if before else _AFTER[(match["c2"] or match["c3"]).lower()]


def money(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Yield (start, end, value, currency) for every sum of money; a range gives its upper end.

    >>> [(value, currency) for _, _, value, currency in money("US$1.2 billion, EUR 4.1m, $10-15m, 640m yen")]
    [(1200000000.0, 'USD'), (4100000.0, 'EUR'), (15000000.0, 'USD'), (640000000.0, 'JPY')]
    """
    for match in _MONEY.finditer(text):
        code = match["c1"]
        # Codes are written in capitals: "try 2", "rs 7" and "won 3" are words.
        if (
            code
            and _SHORT_CODE.match(code)
            and code != code.upper()
            and code not in ("Rs", "Rs.", "Fr.", "SFr", "Euro", "Cdn$")
        ):
            continue
        yield match.start(), match.end(), _value(match), _currency(match)
