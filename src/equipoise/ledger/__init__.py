"""Stage 2: mentions to events counted once; disagreements kept."""
