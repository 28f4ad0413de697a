"""Stage 2: requests → pages, politely and under guard."""

from newsfold.fetch.client import Client, shown
from newsfold.fetch.politeness import Politeness

__all__ = ["Client", "Politeness", "shown"]
