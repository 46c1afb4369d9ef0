"""Every error Equipoise raises on purpose. A message says what, where, and what to do.

EquipoiseError
├── InputError        (ValueError)    what was given cannot be used: a column, an option, a code
│   └── SettingsError                 a setting is unknown or has a wrong value
├── ConvergenceError  (RuntimeError)  a solver did not reach its tolerance
├── FetchFailed                       a dataset could not be fetched from its publisher
├── CoderUnavailable                  a coder that needs a server cannot reach it, or its budget is used up
└── StoreError                        the project file
    ├── ProjectMissing                there is none where one was named
    ├── ProjectLocked                 another process has it open
    ├── ProjectTooNew                 a newer Equipoise wrote it
    └── ProjectDamaged                it is no project, or parts of it are gone
"""

from __future__ import annotations


class EquipoiseError(Exception):
    """Root of all errors that Equipoise raises on purpose."""


class InputError(EquipoiseError, ValueError):
    """What was given cannot be used; the message names the field, the value and up to five offenders."""


class SettingsError(InputError):
    """A setting is unknown or has a value it cannot have."""


class ConvergenceError(EquipoiseError, RuntimeError):
    """A solver stopped before its tolerance; no result is returned."""

    def __init__(self, message: str, iterations: int, residual: float) -> None:
        super().__init__(message)
        self.iterations = iterations
        self.residual = residual


class FetchFailed(EquipoiseError):
    """A publisher's server did not give a dataset, or gave it in a layout that is not known; what was fetched before is kept."""


class CoderUnavailable(EquipoiseError):
    """A coder that needs a server cannot reach it, or has used up its budget; what was coded before is kept."""


class StoreError(EquipoiseError):
    """Something about the project file."""


class ProjectMissing(StoreError):
    """No project file where one was named."""


class ProjectLocked(StoreError):
    """Another process has the project open."""


class ProjectTooNew(StoreError):
    """A newer Equipoise wrote the project."""


class ProjectDamaged(StoreError):
    """The file is no Equipoise project, or parts of it are missing."""
