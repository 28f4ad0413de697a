"""What two outlets report of one event, side by side."""

import newsfold
from newsfold.model import Article, Provider

ARTICLES = [
    Article(
        title="Ferry sinks off Lanthe, 14 dead",
        body="A ferry sank off Lanthe on Monday. At least 14 people were killed.",
        web_url="https://wire.example/1",
        published=1_772_400_000,
        provider=Provider(name="The Wire", domain="wire.example"),
        language="en",
    ),
    Article(
        title="Lanthe ferry disaster: 17 killed",
        body="Seventeen people were killed when a ferry sank off Lanthe on Monday.",
        web_url="https://echo.example/2",
        published=1_772_425_200,
        provider=Provider(name="Echo", domain="echo.example"),
        language="en",
    ),
]

comparison = newsfold.compare(ARTICLES)
print("verdict:", comparison.verdict)
for figure in comparison.figures:
    print(figure.what, figure.subject, figure.verdict, figure.note)
    for report in figure.reports:
        print(f"  {report.article}: “{report.quote}”")
