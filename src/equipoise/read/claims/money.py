"""The words for money and numbers in figures. In: nothing. Out: to figures. Currencies are ISO 4217."""

from __future__ import annotations

LARGEST = 1e24  # in any unit; a longer row of digits is a slip or an attack, and one of 400 digits would be infinite
SCALES = {
    "dozen": 12,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
}
# The sign's plain reading; "A$" and the like come first in the pattern.
SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₸": "KZT",
    "₺": "TRY",
    "₴": "UAH",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "₾": "GEL",
    "₼": "AZN",
    "₪": "ILS",
    "₱": "PHP",
    "₦": "NGN",
    "฿": "THB",
    "Rs": "INR",
}
_CODES = (
    "USD EUR GBP JPY CNY RMB RUB KZT UZS KGS TJS TMT TRY UAH AZN GEL AMD BYN MDL RSD HUF PLN CZK RON BGN CHF SEK NOK DKK ISK CAD AUD NZD"
    " HKD SGD TWD KRW INR PKR BDT LKR NPR IDR MYR THB PHP VND MNT SAR AED QAR KWD IRR IQD ILS EGP ZAR NGN KES ETB BRL ARS MXN CLP COP PEN"
)
CODES = frozenset(_CODES.split())
WORDS = {
    "dollar": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "hong kong dollar": "HKD",
    "new zealand dollar": "NZD",
    "singapore dollar": "SGD",
    "euro": "EUR",
    "pound": "GBP",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "ruble": "RUB",
    "rouble": "RUB",
    "russian ruble": "RUB",
    "belarusian ruble": "BYN",
    "tenge": "KZT",
    "kazakh tenge": "KZT",
    "yuan": "CNY",
    "renminbi": "CNY",
    "chinese yuan": "CNY",
    "yen": "JPY",
    "japanese yen": "JPY",
    "lira": "TRY",
    "turkish lira": "TRY",
    "hryvnia": "UAH",
    "hryvnya": "UAH",
    "som": "KGS",
    "soum": "UZS",
    "somoni": "TJS",
    "manat": "AZN",
    "lari": "GEL",
    "dram": "AMD",
    "rupee": "INR",
    "indian rupee": "INR",
    "pakistani rupee": "PKR",
    "rupiah": "IDR",
    "ringgit": "MYR",
    "baht": "THB",
    "dong": "VND",
    "won": "KRW",
    "swiss franc": "CHF",
    "franc": "CHF",
    "zloty": "PLN",
    "forint": "HUF",
    "dinar": "RSD",
    "serbian dinar": "RSD",
    "rial": "IRR",
    "riyal": "SAR",
    "saudi riyal": "SAR",
    "dirham": "AED",
    "shekel": "ILS",
    "rand": "ZAR",
    "naira": "NGN",
    "krona": "SEK",
    "krone": "NOK",
    "peso": "MXN",
    "real": "BRL",
}
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
    " seventeenth eighteenth nineteenth twentieth"
)
SMALL = {word: i for i, word in enumerate(_SMALL.split())}
TENS = {word: 10 * i for i, word in enumerate(_TENS.split(), start=2)}
ORDINALS = {word: i for i, word in enumerate(_ORDINALS.split(), start=1)}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


def number_of(words: str) -> float | None:
    """The number that digits or number words say, scale words included; None where they say none, or one too large to mean anything.

    >>> number_of("1,200"), number_of("twenty-five"), number_of("two and a half million"), number_of("several")
    (1200.0, 25.0, 2500000.0, None)
    """
    total, seen = 0.0, False
    for word in words.lower().replace("-", " ").replace(",", "").split():
        if word == "and" or (word in ("a", "an") and seen):
            continue
        if word == "half" and not seen:
            total = 0.5
        elif word == "half":
            total += 0.5
        elif word in SCALES and len(word) > 1:
            total = (total if seen else 1.0) * SCALES[word]
        elif word in SMALL or word in TENS or word in ("a", "an"):
            total += SMALL.get(word, TENS.get(word, 1))
        else:
            try:
                total += float(word)
            except ValueError:
                return None
        seen = True
    return total if seen and total <= LARGEST else None
