"""Which versions and settings rows are made with. The same versions and settings are the same run: no clock, no counter.

A project keeps how it was read: a brief made later without --lexicon must not read everything again without it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

from equipoise import __version__
from equipoise.settings import CODING, READING, Settings
from equipoise.store.duck import Store
from equipoise.store.schema import Run


def run_of(settings: Settings) -> Run:
    """The run that these settings make with this version of Equipoise."""
    fingerprint = settings.fingerprint(CODING)
    name = hashlib.sha256(f"{__version__} {fingerprint}".encode()).hexdigest()[:12]
    return Run(name, __version__, fingerprint, settings.coder, settings.model)


def keep_reading(store: Store, settings: Settings) -> None:
    """The project remembers how its articles are read."""
    kept = {k: v for k, v in dataclasses.asdict(settings).items() if k in READING}
    store.set_fact("reading", json.dumps(kept, sort_keys=True))


def as_read(store: Store, settings: Settings) -> Settings:
    """The settings, with those of reading as the project was read; as they are where it has read nothing yet."""
    kept = json.loads(store.fact("reading") or "{}")
    known: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items() if k in READING}
    return dataclasses.replace(settings, **known)
