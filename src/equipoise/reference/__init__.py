"""Facts we ship: states, leaders, organisations, groups, PLOVER, channels."""
