"""The drawer of what people had us forget."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Forgotten"]


class Forgotten(Protocol):
    """What people had us forget: only hashes of its ids and addresses stay."""

    def has(self, *names: str) -> bool:
        """Whether one of these ids or addresses is a forgotten article's."""

    def article(self, article: str) -> None:
        """Take an article out of every table; remember hashes of id and addresses.

        What is made of its story is the caller's.
        """

    def made_of(self, story: str) -> None:
        """Drop what was made of a story's articles: judgements, facts that changed,
        what it follows, its summary, its import.
        """

    def story(self, story: str) -> None:
        """Take a story that has no articles left out of every table."""

    def scrub(self) -> None:
        """Write the database anew, without what was deleted from it.

        Raises StorageError while another process reads an older state of it.
        """
