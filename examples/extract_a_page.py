"""The article that a page carries, and where each field was found."""

import newsfold

PAGE = """
<html lang="en"><head>
  <title>Ferry to Lanthe sails again | The Quay</title>
  <meta property="og:site_name" content="The Quay">
  <meta property="article:published_time" content="2026-03-02T07:30:00Z">
</head><body><article>
  <h1>Ferry to Lanthe sails again</h1>
  <p>The ferry to Lanthe sailed on Monday for the first time since the storm, with
  212 passengers and one goat on board, the harbour master said.</p>
  <p>Its captain, who had waited nine days for the sea to calm, called the crossing
  &ldquo;perfectly ordinary, which is how I like them&rdquo;.</p>
</article></body></html>
"""

article = newsfold.extract(PAGE, "https://quay.example/ferry?utm_source=mail")
print(article.title)
print(article.provider.name, article.web_url)
for field, source in sorted(article.evidence.items()):
    print(f"  {field}: {source}")
