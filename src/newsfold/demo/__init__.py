"""The sample hub: eight invented outlets on loopback, through the real pipeline.

Everything in it is invented: outlets, people, firms, places, figures.  Any likeness to
real ones is chance.
"""

from newsfold.demo.server import DemoServer
from newsfold.demo.summary import Compared, Summary, describe

__all__ = ["Compared", "DemoServer", "Summary", "describe"]
