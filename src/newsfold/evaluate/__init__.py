"""Measures on labelled data, one module a suite: `newsfold eval SUITE DATA`."""
