"""Settings: one frozen tree, made from default < newsfold.toml < NEWSFOLD_* < flag.

Every leaf has a default, so a hub needs no file.  A key in the file that is not known
is an error that names the nearest; an unknown variable is a warning.
"""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from newsfold.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE_NAME = "newsfold.toml"
PREFIX = "NEWSFOLD_"
RUNTIME_VARIABLES = frozenset(
    {"NEWSFOLD_HUB", "NEWSFOLD_NOW", "NEWSFOLD_DATA", "NEWSFOLD_REQUIRE_DATA"}
)
"""Variables of ours that are no settings."""


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the published hub presents itself."""

    title: str = "Newsfold"
    """Title of the site and of its feeds."""
    url: str = ""
    """Base URL that the site is published at; empty: links stay relative."""
    language: str = "en"
    """Language of the site's own words."""
    description: str = ""
    """One sentence for the front page and the feeds."""


class Fetch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Manners and limits of the fetcher."""

    allow_private_networks: bool = False
    """Let it reach loopback and private addresses."""
    host_delay: float = 1.0
    """Seconds between two requests to one host."""
    pages: Literal["missing", "always", "never"] = "missing"
    """Fetch an article's page: when the feed's text is short, always or never."""
    images: Literal["lead", "always", "never"] = "lead"
    """Which images to fetch; they are not fetched yet, only linked."""
    concurrency: int = 16
    """Requests under way at once, over all hosts."""
    deadline: float = 30.0
    """Seconds that one request may take in all, redirects included."""
    max_bytes: int = 16_000_000
    """Bytes of one decoded response body."""
    max_redirects: int = 8
    """Redirects followed for one request."""
    user_agent: str = ""
    """Replaces the name that we give ourselves; empty: `newsfold/VERSION (+URL)`."""
    trust_proxy_variables: bool = False
    """Honour HTTP_PROXY and its kin."""


class Store(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where records are kept."""

    url: str = "newsfold.db"
    """A file, relative to the hub."""


class Engine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The workers that read what strangers wrote."""

    workers: int = 0
    """Processes; 0: as many as there are cores, at most 4."""
    memory_mb: int = 1024
    """Address space that one worker may grow to, in MB."""
    item_seconds: float = 20.0
    """Seconds that one page may take before its worker is stopped."""


class Stories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Folding."""

    window_hours: int = 96
    """Articles further apart than this are not one event."""


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The editorial policy and what is written."""

    min_quality: int = 0
    """Stories whose lead scores less are withheld."""
    min_outlets: int = 1
    """Stories told by fewer outlets are withheld."""
    half_life_hours: float = 12.0
    """Time in which a story's heat halves."""
    profile: Literal["native", "hugo"] = "native"
    """Dialect of the record files."""


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key of the records' private part."""

    key_file: str = ""
    """File that holds the key; empty: nothing private is written."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings.  `newsfold config show --origin` prints them with their origin."""

    site: Site = Site()
    fetch: Fetch = Fetch()
    store: Store = Store()
    engine: Engine = Engine()
    stories: Stories = Stories()
    publish: Publish = Publish()
    seal: Seal = Seal()
    plugins: tuple[str, ...] = ()
    """Entry points that may be loaded beside the built-in ones."""


def leaves() -> Iterator[tuple[str, type[msgspec.Struct], msgspec.structs.FieldInfo]]:
    """Every setting as (dotted name, its section's class, its field)."""
    for section in msgspec.structs.fields(Settings):
        if isinstance(section.type, type) and issubclass(section.type, msgspec.Struct):
            for field in msgspec.structs.fields(section.type):
                yield f"{section.name}.{field.name}", section.type, field


def variable_of(dotted: str) -> str:
    """The environment variable of a setting: `fetch.host_delay` →
    `NEWSFOLD_FETCH_HOST_DELAY`.
    """
    return PREFIX + dotted.replace(".", "_").upper()


def load(
    folder: Path | None,
    environ: Mapping[str, str],
    flags: Mapping[str, Any] | None = None,
) -> tuple[Settings, dict[str, str], list[str]]:
    """Read the settings of a hub.

    `flags` maps dotted names to values given on the command line.  Returns the
    settings, the origin of every setting that is no default (dotted name → `file`,
    the variable's name or `flag`), and warnings.

    Raises ConfigError for a file that is no TOML, an unknown key or a wrong value.
    """
    tree = _read_file(folder / FILE_NAME) if folder is not None else {}
    origins = {
        f"{name}.{key}": "file"
        for name, section in tree.items()
        if isinstance(section, dict)
        for key in section
    }
    warnings: list[str] = []
    names = {variable_of(dotted): dotted for dotted, _, _ in leaves()}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in RUNTIME_VARIABLES:
            continue
        if variable not in names:
            warnings.append(f"{variable} is no setting{_nearest(variable, names)}")
            continue
        _put(tree, names[variable], text)
        origins[names[variable]] = variable
    for dotted, value in (flags or {}).items():
        if value is not None:
            _put(tree, dotted, value)
            origins[dotted] = "flag"
    try:
        return msgspec.convert(tree, Settings, strict=False), origins, warnings
    except msgspec.ValidationError as error:
        message = (
            f"a setting has a wrong value: {error}; see docs/reference/settings.md"
        )
        raise ConfigError(message) from error


def _read_file(path: Path) -> dict[str, Any]:
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path} is not valid TOML: {error}"
        raise ConfigError(message) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise ConfigError(message) from error
    known = {dotted for dotted, _, _ in leaves()}
    sections = {field.name for field in msgspec.structs.fields(Settings)}
    for name, section in tree.items():
        if name not in sections:
            message = f"{path}: unknown key {name!r}{_nearest(name, sections)}"
            raise ConfigError(message)
        for key in section if isinstance(section, dict) else ():
            if f"{name}.{key}" not in known:
                near = _nearest(f"{name}.{key}", known)
                message = f"{path}: unknown key '{name}.{key}'{near}"
                raise ConfigError(message)
    return tree


def _put(tree: dict[str, Any], dotted: str, value: Any) -> None:
    section, key = dotted.split(".")
    tree.setdefault(section, {})[key] = value


def _nearest(word: str, known: object) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)  # type: ignore[call-overload]  # any iterable of str
    return f"; did you mean {near[0]!r}?" if near else ""
