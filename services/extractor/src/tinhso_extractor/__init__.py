"""Reads the figures of an article: `ArticleFetched` in, `IndicatorsExtracted` out."""

GENERATION = 1
"""Raised by one whenever the same page would be read differently; a golden test holds it to that."""
