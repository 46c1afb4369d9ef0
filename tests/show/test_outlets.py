"""Outlets that differ only in case are one."""

from dataclasses import replace

import pytest

from equipoise.show.outlets import one_spelling

from . import made


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["SAMPLE WIRE", "Sample Wire"], ["Sample Wire", "Sample Wire"]),
        (["sample wire", "Sample Wire"], ["Sample Wire", "Sample Wire"]),
        (["SAMPLE", "SAMPLE", "Sample"], ["SAMPLE", "SAMPLE", "SAMPLE"]),
        (["Sample Wire", "Sample Post", None], ["Sample Wire", "Sample Post", None]),
    ],
)
def test_outlets_that_differ_only_in_case_are_one(names: list[str | None], shown: list[str | None]) -> None:
    some = made.project().articles[0]
    assert [a.publisher for a in one_spelling([replace(some, publisher=name) for name in names])] == shown
