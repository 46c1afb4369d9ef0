"""`python -m equipoise` is the command `equipoise`."""

from equipoise.cli.main import app

if __name__ == "__main__":
    app()
