"""The only door to data at rest."""
