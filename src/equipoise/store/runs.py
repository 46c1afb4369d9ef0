"""Which versions and settings rows are made with. The same versions and settings are the same run: no clock, no counter."""

from __future__ import annotations

import hashlib

from equipoise import __version__
from equipoise.settings import READING, Settings
from equipoise.store.schema import Run


def run_of(settings: Settings) -> Run:
    """The run that these settings make with this version of Equipoise."""
    fingerprint = settings.fingerprint(READING)
    name = hashlib.sha256(f"{__version__} {fingerprint}".encode()).hexdigest()[:12]
    return Run(name, __version__, fingerprint, settings.coder, settings.model)
