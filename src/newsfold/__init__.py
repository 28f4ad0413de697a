"""Newsfold folds the news into stories and shows where the sources disagree."""

__version__ = "0.1.0"
