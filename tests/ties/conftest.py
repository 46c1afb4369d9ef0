"""Small files of data, written where a test needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from equipoise.ties.connector import Loaded, connector

Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """``load(dataset, text, name="data.csv")``: what the connector makes of a file with this text."""

    def read(dataset: str, text: str | bytes, name: str = "data.csv", columns: Mapping[str, str] | None = None) -> Loaded:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return connector(dataset).read(path, columns or {})

    return read
