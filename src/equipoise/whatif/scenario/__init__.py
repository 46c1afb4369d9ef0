"""Scenario files: who does what to whom from when, and what comes of it. In: YAML. Out: results with ranges, one hash for each."""
