"""What was published: articles, revisions, readings, copies, wanted pages, search."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from newsfold.model import Article, Copy, Provider, Reading, Request
from newsfold.store.sqlite import forgotten, revisions
from newsfold.store.sqlite.listed import LISTED, listed
from newsfold.store.sqlite.search import find, indexable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    import apsw

    from newsfold.model import Edit, Instant, Revision
    from newsfold.store.sqlite.log import SqliteLog
    from newsfold.text.query import Query

_Outcome: TypeAlias = Literal["new", "sighting", "revised", "completed", "forgotten"]
_FROM_PAGE = "body-from-page"
_BATCH = 500
"""Bindings of one IN list."""


class SqliteArticles:
    """See `newsfold.store.Articles`."""

    def __init__(self, db: apsw.Connection, log: SqliteLog) -> None:
        self._db = db
        self._log = log

    def save(
        self,
        article: Article,
        *,
        at: Instant,
        extractor: str,
        revise: Callable[[Article, Article], Article] | None = None,
        change: Literal["", "revised", "completed"] = "",
    ) -> tuple[_Outcome, str]:
        """Take in what a source shows; see `newsfold.store.Articles.save`."""
        digest = _text_hash(article)
        known = self.by_url(article.web_url) if not article.id else self.get(article.id)
        if known is None:
            if forgotten.has(self._db, article.web_url, article.original_url):
                return "forgotten", ""
            article = msgspec.structs.replace(
                article, id=self._mint(article.web_url), revision=1, seen=at
            )
            self._db.execute(
                """INSERT INTO article
                   (domain, time, language, revision, record, id, url)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (*_columns(article), article.id, article.web_url),
            )
            self._saw(article, digest, at)
            self._keep(article, digest, at, extractor, "article.new")
            self._register(article.provider)
            return "new", article.id
        own = bool(article.id)
        if not own:
            said = self._said(known.id, article)
            if said == digest:
                return "sighting", known.id
            self._saw(msgspec.structs.replace(article, id=known.id), digest, at)
            if said is None:
                return "sighting", known.id
            if revise is not None and _FROM_PAGE in known.marks:
                article = revise(article, known)
                digest = _text_hash(article)
        if digest == _text_hash(known):
            return "sighting", known.id
        changed = msgspec.structs.replace(
            article,
            id=known.id,
            revision=known.revision + 1,
            seen=known.seen,
            web_url=known.web_url,
            original_url=known.original_url,
            source=known.source,
            published=known.published
            if article.published is None
            else article.published,
            signals=article.signals if own else known.signals,
            rights=article.rights if own else known.rights,
        )
        became = change or ("completed" if own else "revised")
        self._db.execute(
            """UPDATE article SET domain = ?, time = ?, language = ?, revision = ?,
               record = ? WHERE id = ?""",
            (*_columns(changed), changed.id),
        )
        self._db.execute(
            "DELETE FROM search WHERE rowid = (SELECT n FROM article WHERE id = ?)",
            (changed.id,),
        )
        self._keep(changed, digest, at, extractor, f"article.{became}")
        return became, known.id

    def save_rights(self, article: Article) -> None:
        """Note what an article's outlet says of its use, and what follows of that."""
        self._db.execute(
            """UPDATE article SET record =
               json_set(record, '$.signals', json(?), '$.rights', json(?))
               WHERE id = ?""",
            (
                msgspec.json.encode(article.signals).decode(),
                msgspec.json.encode(article.rights).decode(),
                article.id,
            ),
        )

    def _mint(self, url: str) -> str:
        """An id from the URL at first sight; salted where another URL took it."""
        for salt in range(1_000):
            text = url if salt == 0 else f"{salt} {url}"
            name = "a" + blake2b(text.encode(), digest_size=6).hexdigest()
            taken = self._db.execute("SELECT 1 FROM article WHERE id = ?", (name,))
            if not taken.fetchall():
                return name
        raise AssertionError("a thousand ids taken")  # pragma: no cover  # 2^-48 each

    def _said(self, known: str, article: Article) -> str | None:
        """Hash of what this source said of the article last; None: nothing yet."""
        rows = self._db.execute(
            "SELECT hash FROM sighting WHERE article = ? AND source = ? AND url = ?",
            (known, article.source, article.original_url),
        ).fetchall()
        return rows[0][0] if rows else None

    def _saw(self, article: Article, digest: str, at: Instant) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO sighting (article, source, url, hash, at) "
            "VALUES (?, ?, ?, ?, ?)",
            (article.id, article.source, article.original_url, digest, at),
        )

    def _keep(
        self, article: Article, digest: str, at: Instant, extractor: str, kind: str
    ) -> None:
        """Keep one state of an article's text: the revision, its words, a change."""
        self._db.execute(
            """INSERT INTO revision (article, number, hash, fetched, extractor,
               title, excerpt, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                article.id,
                article.revision,
                digest,
                at,
                extractor,
                article.title,
                article.excerpt,
                article.body,
            ),
        )
        self._db.execute(
            """INSERT INTO search (rowid, title, excerpt, body)
               SELECT n, ?, ?, ? FROM article WHERE id = ?""",
            (
                indexable(article.title),
                indexable(article.excerpt),
                indexable(article.body),
                article.id,
            ),
        )
        self._log.add(
            kind,
            article.id,
            at=at,
            revision=article.revision,
            repairs=[msgspec.to_builtins(repair) for repair in article.repairs],
        )

    def save_reading(self, reading: Reading) -> None:
        """Write what an article says; it replaces what an earlier reading found."""
        self._db.execute(
            "INSERT OR REPLACE INTO reading (article, record) VALUES (?, ?)",
            (reading.article, msgspec.msgpack.encode(reading)),
        )
        if reading.revision > 1:
            self._db.execute("DELETE FROM sketch WHERE article = ?", (reading.article,))
        self._db.executemany(
            "INSERT OR IGNORE INTO sketch (hash, article) VALUES (?, ?)",
            [(_signed(value), reading.article) for value in reading.sketch],
        )
        self._db.execute(
            """UPDATE article
               SET language = ?1, record = json_set(record, '$.language', ?1)
               WHERE id = ?2 AND language = ''""",
            (reading.language, reading.article),
        )

    def _register(self, provider: Provider) -> None:
        if provider.domain:
            self._db.execute(
                "INSERT OR IGNORE INTO provider (domain, record) VALUES (?, ?)",
                (provider.domain, msgspec.json.encode(provider).decode()),
            )

    def get(self, article: str) -> Article | None:
        """One article by id, body included."""
        return self.many([article]).get(article)

    def by_url(self, url: str, *, shown: bool = False) -> Article | None:
        """One article by canonical URL, or by the URL that a source showed."""
        query = "SELECT id FROM article WHERE url = ?"
        if shown:
            query = "SELECT article FROM sighting WHERE url = ?"
        rows = self._db.execute(query, (url,)).fetchall()
        return self.get(rows[0][0]) if rows else None

    def many(self, ids: Sequence[str]) -> dict[str, Article]:
        """Articles by id, bodies included."""
        found = {}
        rows = self._db.execute(
            f"""SELECT a.record, r.body FROM article a JOIN revision r
                ON r.article = a.id AND r.number = a.revision
                WHERE a.id IN {LISTED}""",  # noqa: S608  # our own words
            (listed(ids),),
        )
        for record, body in rows:
            article = msgspec.json.decode(record, type=Article)
            found[article.id] = msgspec.structs.replace(article, body=body)
        return found

    def recent(
        self,
        *,
        limit: int | None = None,
        domain: str | None = None,
        after: Instant | None = None,
    ) -> Iterator[Article]:
        """Articles without bodies, newest first."""
        rows = self._db.execute(
            """SELECT record FROM article
               WHERE (?1 IS NULL OR domain = ?1) AND (?2 IS NULL OR time >= ?2)
               ORDER BY time DESC, id LIMIT ?3""",
            (domain, after, -1 if limit is None else limit),
        )
        for (record,) in rows:
            yield msgspec.json.decode(record, type=Article)

    def readings(self, ids: Sequence[str]) -> dict[str, Reading]:
        """Readings by article id."""
        rows = self._db.execute(
            f"SELECT article, record FROM reading WHERE article IN {LISTED}",  # noqa: S608  # our own words
            (listed(ids),),
        )
        return {
            name: msgspec.msgpack.decode(record, type=Reading) for name, record in rows
        }

    def times(self, ids: Collection[str]) -> list[Instant]:
        """Times of these articles, ascending."""
        query = f"SELECT time FROM article WHERE id IN {LISTED} ORDER BY time"  # noqa: S608  # our own words
        return [time for (time,) in self._db.execute(query, (listed(ids),))]

    def revisions(self, article: str) -> list[Revision]:
        """All states of an article's text, oldest first."""
        return revisions.states(self._db, article)

    def edits(self, ids: Sequence[str]) -> dict[str, tuple[Edit, ...]]:
        """What outlets changed in these articles after publication, oldest first."""
        return revisions.edits(self._db, ids)

    def candidates(self, sketch: Sequence[int], *, crowd: int) -> dict[str, int]:
        """Ids of articles that share sketch hashes, with how many they share."""
        shared: Counter[str] = Counter()
        query = "SELECT article FROM sketch WHERE hash = ? LIMIT ?"
        for value in sketch:
            held = self._db.execute(query, (_signed(value), crowd)).fetchall()
            if len(held) < crowd:
                shared.update(name for (name,) in held)
        return shared

    def save_copy(self, copy: Copy) -> None:
        """Note that an article's text is another's."""
        self._db.execute(
            "INSERT OR REPLACE INTO copy (article, origin, record) VALUES (?, ?, ?)",
            (copy.article, copy.of, msgspec.json.encode(copy).decode()),
        )

    def drop_copy(self, article: str) -> None:
        """The article's text is its own."""
        self._db.execute("DELETE FROM copy WHERE article = ?", (article,))

    def copies(self, ids: Sequence[str]) -> dict[str, Copy]:
        """The copies among these articles."""
        rows = self._db.execute(
            f"SELECT article, record FROM copy WHERE article IN {LISTED}",  # noqa: S608  # our own words
            (listed(ids),),
        )
        return {name: msgspec.json.decode(record, type=Copy) for name, record in rows}

    def copies_of(self, origin: str) -> list[str]:
        """Ids of the articles that are copies of `origin`."""
        query = "SELECT article FROM copy WHERE origin = ? ORDER BY article"
        return [name for (name,) in self._db.execute(query, (origin,))]

    def want(self, article: str, url: str, *, due: Instant = 0) -> None:
        """Ask for an article's page, from `due` on; asked for until answered."""
        self._db.execute(
            "INSERT OR REPLACE INTO wanted (article, url, due) VALUES (?, ?, ?)",
            (article, url, due),
        )

    def wanted(self, now: Instant) -> list[tuple[Request, Article]]:
        """Pages that are due to be fetched, with the article that each completes."""
        rows = self._db.execute(
            "SELECT article, url FROM wanted WHERE due <= ? ORDER BY article", (now,)
        ).fetchall()
        known = self.many([article for article, _ in rows])
        return [
            (Request(url=url, purpose="page", article=article), known[article])
            for article, url in rows
        ]

    def answered(
        self, article: str, *, retry: Instant | None = None, counted: bool = True
    ) -> None:
        """A wanted page came, or failed: `retry` is when to try again, None: never."""
        if retry is None:
            self._db.execute("DELETE FROM wanted WHERE article = ?", (article,))
        else:
            self._db.execute(
                """UPDATE wanted SET due = ?, attempts = attempts + ?
                   WHERE article = ?""",
                (retry, counted, article),
            )

    def attempts(self, article: str) -> int:
        """How often a wanted page has failed."""
        rows = self._db.execute(
            "SELECT attempts FROM wanted WHERE article = ?", (article,)
        ).fetchall()
        return rows[0][0] if rows else 0

    def search(
        self,
        query: Query,
        *,
        limit: int,
        below: int | None = None,
        shown: bool = False,
    ) -> list[tuple[Article, int]]:
        """Articles that a query asks for, newest first, without bodies."""
        numbers = find(self._db, query, limit=limit, below=below, shown=shown)
        rows = self._db.executemany(
            "SELECT record, n FROM article WHERE n = ?", ((n,) for n in numbers)
        )
        return [(msgspec.json.decode(record, type=Article), n) for record, n in rows]

    def providers(self) -> Mapping[str, Provider]:
        """The register of outlets, by domain."""
        rows = self._db.execute("SELECT domain, record FROM provider ORDER BY domain")
        return {
            domain: msgspec.json.decode(record, type=Provider)
            for domain, record in rows
        }

    def count(self) -> int:
        """How many articles there are."""
        return int(self._db.execute("SELECT count(*) FROM article").fetchall()[0][0])


def _columns(article: Article) -> tuple[str, Instant, str, int, str]:
    """What stands beside an article's id and URL; its body has a table of its own."""
    lean = msgspec.structs.replace(article, body="")
    return (
        article.provider.domain,
        article.time,
        article.language,
        article.revision,
        msgspec.json.encode(lean).decode(),
    )


def _text_hash(article: Article) -> str:
    parts = (article.title, article.excerpt, article.body)
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=12).hexdigest()


def _signed(value: int) -> int:
    """SQLite's integers are signed; sketch hashes are not."""
    return value - (1 << 64) if value >= 1 << 63 else value
