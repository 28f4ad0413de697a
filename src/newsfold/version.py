"""The version, for whoever states it: User-Agent, revisions, the command line."""

__version__ = "0.1.0"
