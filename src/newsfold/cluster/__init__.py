"""Stage 7: articles on one event become a story.

reading → index (who shares rare words?) → vectors (how alike?) → online (which
story?) → merge (refold what changed) → lead (who leads it?)
"""

from newsfold.cluster.lead import choose
from newsfold.cluster.online import Window
from newsfold.cluster.story import mint

__all__ = ["Window", "choose", "mint"]
