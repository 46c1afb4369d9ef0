"""Build the records of evaluation/fresh_articles: `python evaluation/fresh_articles/make.py [--check]`.

In: articles/*.txt and codings/*.toml beside this file. Out: {documents,sentences,events,claims,pairs}.jsonl beside them. The builder and
its checks are those of evaluation/make_articles.py; only the split differs: n01 to n09 are open, the others blind.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import make_articles as maker  # noqa: E402

LAST_OPEN = "n09"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not what the codings give")
    check = parser.parse_args().check
    try:
        tables = maker.build(HERE)
    except maker.CodingError as error:
        print(error, file=sys.stderr)
        return 1
    for row in tables["documents"]:
        row["split"] = "open" if row["doc"] <= LAST_OPEN else "blind"
    old = []
    for name, rows in tables.items():
        path, text = HERE / f"{name}.jsonl", maker.rendered(rows)
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            old.append(path.name)
        elif not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    core = sum(e["scoring"] == "core" for e in tables["events"])
    sizes = ", ".join(f"{len(rows)} {name}" for name, rows in tables.items())
    print(f"{sizes}; {core} core events")
    if old:
        print(f"out of date, run python evaluation/fresh_articles/make.py: {', '.join(old)}", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
