"""Stage 4: ties and events to estimates with ranges. ``balance`` is the way in; formulas are in docs/methods/balance.md."""
