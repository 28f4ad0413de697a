"""Stage 2: requests → pages, politely and under guard."""

from newsfold.fetch.client import Client, shown

__all__ = ["Client", "shown"]
