"""Decode bytes to text. In: bytes, the encoding they declare. Out: Decoded, or UndecodableError with a reason and a remedy.

UTF-8 is taken where it fits. Anything else is told by a byte-order mark, by its declaration, or by the letters it gives; never silently.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

SAMPLE = 200_000  # bytes that a guess looks at
BINARY_SHARE = 0.02  # share of control characters from which bytes are no text
UTF16_SHARE = 0.2  # share of NUL bytes from which text may be UTF-16 without a mark
FEW_HIGH = 0.15  # share of bytes over 127 under which a text is Western (English with accents and curly quotes)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich-text document"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
)
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
_TEXT_CODECS = re.compile(
    r"(utf_?8|utf_?(16|32)(_[lb]e)?|iso8859_\d+|cp\d+|koi8_[rtu]|gb\w+|big5\w*|shift_jis\w*|euc_\w+|mac_\w+|latin_?1|ascii|tis_620|ptcp154|kz1048)"
)
_CANDIDATES = [
    "cp1251",
    "koi8_r",
    "cp866",
    "iso8859_5",
    "cp1252",
    "cp1250",
    "cp1254",
    "cp1253",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
]


class UndecodableError(ValueError):
    """Bytes that are no text, or text in an encoding that cannot be told."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte-order mark. ``note`` says what was unusual about the bytes, None for plain UTF-8."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of some bytes. Raises UndecodableError for binary data and for encodings that cannot be told."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    _refuse_formats(data)
    if b"\0" in data and (wide := _wide(data)):
        return wide
    if _control_share(data) > BINARY_SHARE:
        raise UndecodableError("It is no text: it is full of control characters.", "Give the article as .txt, .md, .html or .jsonl.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared)
    nul = text.count("\0")
    return Decoded(text, "utf-8", f"It holds {nul} NUL characters; they were marked as unreadable and skipped." if nul else None)


def _marked(data: bytes, encoding: str) -> Decoded:
    name = encoding.removesuffix("-le").removesuffix("-be").upper()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as e:
        if encoding == "utf-8":
            return _legacy(data, None)
        raise UndecodableError(f"It begins as {name}, but is broken at byte {e.start}.", "Save it again as UTF-8.") from None
    return Decoded(text, encoding, None if encoding == "utf-8" else f"It is not UTF-8 but {name}; it was decoded as that.")


def _refuse_formats(data: bytes) -> None:
    for start, what in _FORMATS:
        if data.startswith(start):
            raise UndecodableError(f"It is {what}, no text.", "Save its text as .txt or .html and give that.")


def _control_share(data: bytes) -> float:
    sample = data if len(data) <= 2 * SAMPLE else data[:SAMPLE] + data[-SAMPLE:]
    return (len(sample) - len(sample.translate(None, _CONTROLS))) / max(1, len(sample))


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte of English is NUL. None where that does not fit."""
    sample = data[:SAMPLE]
    for encoding, nuls, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if nuls.count(0) >= 2 * UTF16_SHARE * len(nuls) and others.count(0) < 0.02 * len(others) + 1 and len(data) % 2 == 0:
            try:
                return Decoded(
                    data.decode(encoding), encoding, "It is not UTF-8 but UTF-16 without a byte-order mark; it was decoded as that."
                )
            except UnicodeDecodeError:
                return None
    return None


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Text that is not UTF-8: as declared, else mixed line by line, else as its letters tell."""
    codec = text_codec(declared)
    if codec and codec != "utf_8":
        try:
            return Decoded(data.decode(codec), codec)
        except UnicodeDecodeError:
            pass
    lines = data.split(b"\n")
    bad = [line for line in lines if not _is_utf8(line)]
    foreign = [line for line in bad if not _mostly_utf8(line)]
    encoding = _guess(b"\n".join(foreign)) if foreign else "cp1252"
    if len(foreign) == len(bad) and not any(not line.isascii() and _is_utf8(line) for line in lines):
        return Decoded(data.decode(encoding), encoding, f"It is not UTF-8; by its letters it was decoded as {_name(encoding)}.")
    text = "\n".join(_decode_line(line, encoding) for line in lines)
    note = f"Its encodings are mixed: {len(bad)} of {len(lines)} lines are not UTF-8 and were decoded as {_name(encoding)}."
    return Decoded(text, "mixed", note)


def text_codec(name: str | None) -> str | None:
    """Python's name of a declared text encoding; None for one it does not know or that is no text encoding."""
    try:
        codec = codecs.lookup((name or "").strip().strip("\"'")).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return codec if _TEXT_CODECS.fullmatch(codec) else None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(line: bytes) -> bool:
    """True where a line that is not UTF-8 holds more whole UTF-8 characters than stray bytes."""
    text = line.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    return sum(1 for c in text if not c.isascii()) - stray > stray


def _decode_line(line: bytes, other: str) -> str:
    if _is_utf8(line):
        return line.decode("utf-8")
    if _mostly_utf8(line):
        return line.decode("utf-8", "equipoise.stray")
    return line.decode(other)


def _stray(error: UnicodeError) -> tuple[str | bytes, int]:
    """Stray bytes between UTF-8 characters are taken for the Western code page, where curly quotes come from."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("equipoise.stray", _stray)


def _guess(data: bytes) -> str:
    """The encoding whose letters make sense. Raises UndecodableError where none does."""
    sample = data[:SAMPLE]
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if high <= FEW_HIGH * len(sample) and _decodes(data, "cp1252"):
        return "cp1252"
    found = _by_letters(sample)
    if found and _decodes(data, found):
        return found
    raise UndecodableError("It is not UTF-8, and its encoding cannot be told.", "Save it as UTF-8.")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _by_letters(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    cyrillic = max(("cp1251", "koi8_r", "cp866"), key=lambda e: _russian(sample, e))
    if _russian(sample, cyrillic) > 0.6:
        return cyrillic
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best is not None else None


_RUSSIAN = re.compile("[а-яёіәғқңөұүһ]")


def _russian(sample: bytes, encoding: str) -> float:
    """Share of small Cyrillic letters among the characters that are not ASCII."""
    text = [c for c in sample.decode(encoding, "replace") if not c.isascii()]
    return sum(1 for c in text if _RUSSIAN.match(c)) / max(1, len(text))


def _name(encoding: str) -> str:
    return {"cp1251": "Windows-1251 (Cyrillic)", "cp1252": "Windows-1252 (Western)"}.get(encoding, encoding)
