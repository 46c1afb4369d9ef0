"""Each engine is a function under equipoise.whatif, in whatever order modules are imported."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "imports",
    [
        "from equipoise.whatif import trade",
        "import equipoise.whatif.trade.market; from equipoise.whatif import trade",
        "from equipoise.whatif import coercion, trade",
        "import equipoise.whatif; trade = equipoise.whatif.trade",
    ],
)
def test_the_name_is_the_function_and_not_the_folder(imports: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}\nprint(trade.__name__, callable(trade))"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["trade", "True"]


def test_the_package_alone_loads_no_numerics() -> None:
    code = "import sys, equipoise.whatif; print([m for m in ('numpy', 'pyarrow', 'scipy', 'narwhals') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    import equipoise.whatif

    with pytest.raises(AttributeError, match="no attribute 'magic'"):
        _ = equipoise.whatif.magic
