"""The command line: one module per stage, the same verbs as the Python API."""
