"""The errors of Equipoise under the name users import; the tree is drawn in words/errors.py."""

from equipoise.words.errors import (
    CoderUnavailable,
    ConvergenceError,
    EquipoiseError,
    FetchFailed,
    InputError,
    ProjectDamaged,
    ProjectLocked,
    ProjectMissing,
    ProjectTooNew,
    SettingsError,
    StoreError,
)

__all__ = [
    "CoderUnavailable",
    "ConvergenceError",
    "EquipoiseError",
    "FetchFailed",
    "InputError",
    "ProjectDamaged",
    "ProjectLocked",
    "ProjectMissing",
    "ProjectTooNew",
    "SettingsError",
    "StoreError",
]
