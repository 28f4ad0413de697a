"""Stage 10: what readers get.  Pure renderers from dossiers to text.

`record` (Markdown records), `site` (HTML pages), `feeds` (RSS, JSON Feed, sitemap).
"""

from newsfold.publish.record import articles_of, path_of, record_of

__all__ = ["articles_of", "path_of", "record_of"]
