"""Run commands as a user does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in an empty folder; exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EQUIPOISE_WORKERS", "1")
    monkeypatch.setenv("COLUMNS", "100")  # a terminal of its own width would wrap tables otherwise
    monkeypatch.delenv("EQUIPOISE_PROJECT", raising=False)

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["equipoise", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main.app()
        out = capsys.readouterr()
        return int(end.value.code or 0), out.out, out.err

    return call
