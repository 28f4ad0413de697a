"""Stage 6: the same text twice?

reading.sketch → memory (who shares a value?) → near (is it the same?) → copies
"""

from newsfold.dedupe.copies import Index, describe
from newsfold.dedupe.memory import InProcess, Known, Memory

__all__ = ["InProcess", "Index", "Known", "Memory", "describe"]
