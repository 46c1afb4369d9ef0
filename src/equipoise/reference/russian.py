"""Names of states in Russian, as statistics of the post-Soviet space write them. In: CLDR through Babel, the alternatives below. Out:
state_in_russian.
"""

from __future__ import annotations

import re
from functools import cache

from equipoise.reference.statehood import code_of

OTHERS = {
    "бермуды": "BMU", "каймановы острова": "CYM", "остров мэн": "IMN", "виргинские острова (брит.)": "VGB",
    "бруней-даруссалам": "BRN", "ватикан, государство-город": "VAT", "виргинские острова": "VIR", "гонконг": "HKG",
    "демократическая республика конго": "COD", "конго": "COG", "ирак, республика ирак": "IRQ", "иран, исламская республика": "IRN",
    "кокосовые (килинг) острова": "CCK", "коморские острова": "COM", "корея, народно-демократическая республика": "PRK", "кндр": "PRK",
    "корея, республика": "KOR", "южная корея": "KOR", "кыргызстан": "KGZ", "киргизия": "KGZ", "кыргызская республика": "KGZ",
    "лаосская народно-демократическая республика": "LAO", "макао": "MAC", "македония": "MKD", "молдова, республика": "MDA",
    "молдавия": "MDA", "республика молдова": "MDA", "мьянма": "MMR", "объединенные арабские эмираты": "ARE", "оаэ": "ARE",
    "палестина, государство": "PSE", "палестина": "PSE", "республика латвия": "LVA", "свазиленд": "SWZ", "сейшелы": "SYC",
    "сирийская арабская республика": "SYR", "соединенное королевство": "GBR", "великобритания": "GBR", "англия": "GBR",
    "соединенное королевство великобритании и северной ирландии": "GBR", "соединенные штаты америки": "USA", "сша": "USA",
    "виргинские острова, сша": "VIR", "танзания, объединенная республика": "TZA", "черногория (монтенегро)": "MNE",
    "чешская республика": "CZE", "чехия": "CZE", "южная африка": "ZAF", "южно-африканская республика": "ZAF", "юар": "ZAF",
    "российская федерация": "RUS", "китайская народная республика": "CHN", "кнр": "CHN", "белоруссия": "BLR", "республика беларусь": "BLR",
    "туркмения": "TKM", "турецкая республика": "TUR", "боливия, многонациональное государство": "BOL",
    "венесуэла, боливарианская республика": "VEN", "вьетнам, социалистическая республика": "VNM", "нидерланды (голландия)": "NLD",
    "острова кука": "COK", "фолклендские острова (мальвинские)": "FLK", "тайвань, провинция китая": "TWN", "кот-д'ивуар": "CIV",
    "тайвань (китай)": "TWN", "антильские острова": "ANT", "нидерландские антилы": "ANT", "словацкая республика": "SVK",
    "сингапур, республика": "SGP", "восточный тимор": "TLS", "кабо-верде": "CPV", "острова теркс и кайкос": "TCA",
    "папуа-новая гвинея": "PNG", "остров рождества": "CXR", "тимор-лесте": "TLS", "британские виргинские острова": "VGB",
}  # fmt: skip
"""Names that CLDR does not have, typed from the classifications of countries in use in the Customs Union; the code ISO 3166."""


def state_in_russian(name: str) -> str | None:
    """The code of a state by its Russian name, None where it is not known (a group, a total, a heading).

    >>> state_in_russian("Россия"), state_in_russian("Корея, Республика"), state_in_russian("Страны СНГ")
    ('RUS', 'KOR', None)
    """
    wanted = _plain(name)
    bare = re.sub(r"\s*\([^)]*\)$", "", wanted)
    return _names().get(wanted) or _names().get(bare)


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    territories = Locale("ru").territories.items()
    found = {_plain(name): code for iso2, name in territories if iso2.isalpha() and (code := code_of(iso2, "iso2"))}
    return found | {_plain(name): code for name, code in OTHERS.items()}


def _plain(name: str) -> str:
    text = name.replace("’", "'").replace("\u2011", "-").replace("\u00a0", " ").casefold().replace("ё", "е")
    return " ".join(text.replace("о-ва", "острова").split()).strip(" *0123456789")
