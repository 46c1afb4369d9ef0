"""A project and its verbs: the Python API that the command line speaks to.

``news`` has the verbs on articles and events; ``structure`` those on datasets: ``project.ties``.
"""

from equipoise.project.news import Project, open_project
from equipoise.project.rows import Rows

__all__ = ["Project", "Rows", "open_project"]
