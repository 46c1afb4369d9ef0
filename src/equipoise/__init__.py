"""Equipoise: an open, self-hosted influence observatory."""

__version__ = "0.1.0"

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from equipoise.measure.panel import panel as panel
    from equipoise.project import Project as Project
    from equipoise.project import open_project as open_project
    from equipoise.settings import Settings as Settings
    from equipoise.settings import load_settings as load_settings

__all__ = ["Project", "Settings", "__version__", "load_settings", "open_project", "panel"]
_HOME = {
    "Project": "project",
    "open_project": "project",
    "Settings": "settings",
    "load_settings": "settings",
    "panel": "measure.panel",
}
_PARTS = ("measure", "whatif")
"""Parts that work on frames of your own: ``eq.whatif.trade(...)``."""


def __getattr__(name: str) -> Any:
    # The public names are found when they are asked for, so that `equipoise --help` loads no database.
    from importlib import import_module

    if name in _PARTS:
        return import_module(f"equipoise.{name}")
    if name in _HOME:
        return getattr(import_module(f"equipoise.{_HOME[name]}"), name)
    raise AttributeError(f"module 'equipoise' has no attribute {name!r}")
