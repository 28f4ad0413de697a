from __future__ import annotations

import apsw
import pytest

from newsfold.errors import SchemaError, StorageError
from newsfold.store.sqlite import SqliteStore, _scripts, migrate

SCRIPTS = [
    "CREATE TABLE one (a); INSERT INTO one VALUES (1);",
    "ALTER TABLE one ADD COLUMN b DEFAULT 2; CREATE TABLE two (c);",
]


@pytest.fixture
def database(tmp_path):
    opened = apsw.Connection(str(tmp_path / "x.db"))
    yield opened
    opened.close()


def _version(database):
    return database.execute("PRAGMA user_version").fetchall()[0][0]


def test_an_older_schema_is_brought_up_to_date_and_keeps_its_rows(database, tmp_path):
    migrate(database, SCRIPTS[:1], tmp_path)
    assert _version(database) == 1
    migrate(database, SCRIPTS, tmp_path)
    assert _version(database) == 2
    assert database.execute("SELECT a, b FROM one").fetchall() == [(1, 2)]
    migrate(database, SCRIPTS, tmp_path)
    assert database.execute("SELECT count(*) FROM one").fetchall() == [(1,)]


def test_a_newer_schema_is_refused(database, tmp_path):
    migrate(database, SCRIPTS, tmp_path)
    with pytest.raises(SchemaError, match="upgrade newsfold"):
        migrate(database, SCRIPTS[:1], tmp_path)


def test_a_script_that_fails_leaves_the_schema_as_it_was(database, tmp_path):
    migrate(database, SCRIPTS[:1], tmp_path)
    with pytest.raises(apsw.SQLError):
        migrate(database, [*SCRIPTS[:1], "CREATE TABLE two (c); NONSENSE;"], tmp_path)
    assert _version(database) == 1
    tables = database.execute("SELECT name FROM sqlite_schema").fetchall()
    assert tables == [("one",)]


def test_what_is_no_database_is_said_to_be_none(tmp_path):
    (tmp_path / "x.db").write_bytes(b"no database " * 400)
    with pytest.raises(StorageError, match=r"x\.db"):
        SqliteStore(tmp_path / "x.db")


def test_sources_of_older_hubs_learn_when_they_brought_news(database, tmp_path):
    migrate(database, _scripts()[:12], tmp_path)
    for url in ("https://a.example/", "https://b.example/"):
        database.execute("INSERT INTO source VALUES (?, '{}', '{\"last\": 9}')", (url,))
    for article, at in (("a1", 5), ("a2", 8), ("a3", 7)):
        database.execute(
            "INSERT INTO sighting VALUES (?, 'https://a.example/', 'u', 'h', ?)",
            (article, at),
        )
    migrate(database, _scripts()[:13], tmp_path)
    polls = database.execute("SELECT poll FROM source ORDER BY url").fetchall()
    assert polls == [('{"last":9,"news":8}',), ('{"last": 9}',)]
