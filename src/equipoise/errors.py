"""The errors of Equipoise under the name users import; the tree is drawn in words/errors.py."""

from equipoise.words.errors import (
    ConvergenceError,
    EquipoiseError,
    InputError,
    NothingRead,
    ProjectDamaged,
    ProjectLocked,
    ProjectMissing,
    ProjectTooNew,
    SettingsError,
    StoreError,
)

__all__ = [
    "ConvergenceError",
    "EquipoiseError",
    "InputError",
    "NothingRead",
    "ProjectDamaged",
    "ProjectLocked",
    "ProjectMissing",
    "ProjectTooNew",
    "SettingsError",
    "StoreError",
]
