"""Stage 8: what the hub thinks of an article and of a story.

Topics, quality, heat and the comparison of claims.  Every score says what it is made
of.
"""
