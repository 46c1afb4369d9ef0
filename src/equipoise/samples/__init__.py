"""Sample articles, kept as package data in ``articles/``: what ``equipoise demo`` reads. Facts and devices are explained in README.md.

In: nothing. Out: files, through ``importlib.resources.files("equipoise.samples") / "articles"``. Everything was written for this package.
"""
