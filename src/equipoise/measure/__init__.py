"""Stage 4: ties and events to estimates with ranges."""
