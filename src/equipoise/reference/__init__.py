"""Facts we ship: states, leaders, organisations, groups, PLOVER, channels, sectors. Readable files in data/, read once and kept.

In: reference/data/*.csv and *.toml. Out: small frozen tables. Imports nothing third-party, reads nothing before it is asked.
"""
