"""Articles of several outlets, folded into stories as they come."""

import newsfold
from newsfold.model import Article, Provider


def told(outlet: str, hour: int, title: str, body: str) -> Article:
    """An article of an invented outlet."""
    return Article(
        title=title,
        body=body,
        web_url=f"https://{outlet}.example/{hour}",
        published=1_772_400_000 + hour * 3600,
        provider=Provider(name=outlet.title(), domain=f"{outlet}.example"),
        language="en",
    )


folder = newsfold.Folder()
for article in (
    told(
        "wire",
        0,
        "Ferry sinks off Lanthe, 14 dead",
        "A ferry sank off the island of Lanthe on Monday. At least 14 people were "
        "killed, the coast guard of Lanthe said.",
    ),
    told(
        "quay",
        3,
        "Maravel's central bank holds rates",
        "The central bank of Maravel left its key rate at 3.25 percent.",
    ),
    told(
        "echo",
        7,
        "Lanthe ferry disaster: 17 killed, coast guard says",
        "Seventeen people died when a ferry sank off Lanthe on Monday, the coast guard "
        "said. The ferry had left Lanthe at dawn.",
    ),
):
    folder.add(article)

for story in folder.stories():
    print(story.id, "led by", story.lead, "with", len(story.articles), "articles")
