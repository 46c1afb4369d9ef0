"""Equipoise: an open, self-hosted influence observatory."""

__version__ = "0.1.0"
