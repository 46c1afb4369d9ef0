"""One module a dataset. Each has one object ``CONNECTOR`` (see ../connector.py), and an entry point in pyproject.toml."""
