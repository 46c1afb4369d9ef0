"""Articles of our own that many tests read, and where the shared material lies."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

ARTICLES = {
    "wire-visit.txt": (
        "French president arrives in Astana\n\n2 November 2023\n\n"
        "French President Emmanuel Macron visited Kazakhstan on 1 November 2023 and held talks with President Kassym-Jomart Tokayev. "
        "The two leaders signed an agreement on critical minerals.\n\n"
        "Trade between the two countries reached 5.3 billion dollars last year, officials said.\n"
    ),
    "paper-visit.txt": (
        "Paris looks east\n\n3 November 2023\n\n"
        "Emmanuel Macron travelled to Kazakhstan on Wednesday. France is the fifth-largest foreign investor in the country. "
        "Moscow criticised the visit.\n"
    ),
    "summit.txt": (
        "Putin in Astana\n\n10 November 2023\n\n"
        "Russian President Vladimir Putin visited Kazakhstan on 9 November 2023. Russia and Kazakhstan signed an agreement on energy.\n\n"
        "Kazakhstan did not recognise the annexation of Ukrainian territories. China will build a gas pipeline in Kazakhstan next year.\n"
    ),
    "aid.txt": (
        "Aid for Kyiv\n\n15 January 2023\n\n"
        "The government of Kazakhstan sent humanitarian aid to Ukraine in January 2023. Russia condemned the move.\n"
    ),
    "sanctions.txt": (
        "Washington warns\n\n20 March 2023\n\n"
        "The United States warned Kazakhstan on Monday against helping Russia evade sanctions. "
        "Kazakhstan promised to tighten controls on exports to Russia. Some 80 percent of Kazakh oil exports go through Russia.\n"
    ),
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with five short articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared material; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not beside the repository")
    return SHARED
