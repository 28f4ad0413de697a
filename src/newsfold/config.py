"""Settings: one frozen tree, made from default < newsfold.toml < NEWSFOLD_* < flag.

Every leaf has a default, so a hub needs no file.  A key in the file that is not known
is an error that names the nearest; an unknown variable is a warning.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from newsfold.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "newsfold.toml"
PREFIX = "NEWSFOLD_"
RUNTIME_VARIABLES = frozenset(
    {"NEWSFOLD_HUB", "NEWSFOLD_NOW", "NEWSFOLD_DATA", "NEWSFOLD_REQUIRE_DATA"}
)
"""Variables of ours that are no settings."""


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the published hub presents itself."""

    title: Annotated[str, Meta(description="Title of the site and of its feeds.")] = (
        "Newsfold"
    )
    url: Annotated[
        str,
        Meta(description="Base URL of the published site; empty: links are relative."),
    ] = ""
    language: Annotated[str, Meta(description="Language of the site's own words.")] = (
        "en"
    )
    description: Annotated[
        str, Meta(description="One sentence for the front page and the feeds.")
    ] = ""


class Fetch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Manners and limits of the fetcher."""

    allow_private_networks: Annotated[
        bool, Meta(description="Let it reach loopback and private addresses.")
    ] = False
    host_delay: Annotated[
        float, Meta(description="Seconds between two requests to one host.")
    ] = 1.0
    pages: Annotated[
        Literal["missing", "always", "never"],
        Meta(description="Fetch an article's page where the feed is brief, or not."),
    ] = "missing"
    sitemap_days: Annotated[
        int, Meta(description="Entries of a sitemap that are older are left alone.")
    ] = 3
    websub: Annotated[
        bool,
        Meta(description="Have hubs push what is new to newsfold serve at site.url."),
    ] = False
    again: Annotated[
        Literal["fetched", "always", "never"],
        Meta(
            description="Look again for edits: at pages that were fetched; at all; not."
        ),
    ] = "fetched"
    again_most: Annotated[
        int, Meta(description="Pages that one run looks at again, at most.")
    ] = 500
    images: Annotated[
        Literal["lead", "always", "never"],
        Meta(description="Pictures: of leads; of all articles; neither had nor shown."),
    ] = "lead"
    concurrency: Annotated[
        int, Meta(description="Requests under way at once, over all hosts.")
    ] = 16
    deadline: Annotated[
        float,
        Meta(description="Seconds for one request, its redirects included."),
    ] = 30.0
    max_bytes: Annotated[
        int, Meta(description="Bytes of one decoded response body.")
    ] = 16_000_000
    max_redirects: Annotated[
        int, Meta(description="Redirects followed for one request.")
    ] = 8
    user_agent: Annotated[
        str,
        Meta(description="User-Agent; empty: newsfold/VERSION (+URL)."),
    ] = ""
    trust_proxy_variables: Annotated[
        bool, Meta(description="Honour HTTP_PROXY and its kin.")
    ] = False


class Store(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where records are kept."""

    url: Annotated[str, Meta(description="A file, relative to the hub.")] = (
        "newsfold.db"
    )


class Engine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The workers that read what strangers wrote."""

    workers: Annotated[
        int, Meta(description="Processes; 0: as many as there are cores, at most 4.")
    ] = 0
    memory_mb: Annotated[
        int, Meta(description="Address space that one worker may grow to, in MB.")
    ] = 1024
    item_seconds: Annotated[
        float,
        Meta(description="Seconds for one page before its worker is stopped."),
    ] = 20.0


class Stories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Folding."""

    window_hours: Annotated[
        int, Meta(description="Articles further apart than this are not one event.")
    ] = 96


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long what can be had again is kept."""

    pages_days: Annotated[
        int,
        Meta(
            description="Days that fetched pages are kept for rereading; 0: none are."
        ),
    ] = 7


class Rights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What signals of outlets mean here."""

    tdm_reserved: Annotated[
        Literal["deny", "allow"],
        Meta(description="Read pages whose outlet reserves text and data mining."),
    ] = "deny"


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The editorial policy and what is written."""

    min_quality: Annotated[
        int, Meta(description="Stories whose lead scores less are withheld.")
    ] = 0
    min_outlets: Annotated[
        int, Meta(description="Stories told by fewer outlets are withheld.")
    ] = 1
    half_life_hours: Annotated[
        float, Meta(description="Time in which a story's heat halves.")
    ] = 12.0
    profile: Annotated[
        Literal["native", "hugo"], Meta(description="Dialect of the record files.")
    ] = "native"


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key of the records' private part."""

    key_file: Annotated[
        str,
        Meta(description="File with the key; empty: nothing private is written."),
    ] = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings.  `newsfold config show --origin` prints them with their origin."""

    site: Site = Site()
    fetch: Fetch = Fetch()
    store: Store = Store()
    engine: Engine = Engine()
    stories: Stories = Stories()
    retention: Retention = Retention()
    rights: Rights = Rights()
    publish: Publish = Publish()
    seal: Seal = Seal()


class Leaf(NamedTuple):
    """One setting."""

    name: str
    """Dotted: `fetch.host_delay`."""
    type: str
    """In words: `number`, `text`, `missing | always | never`."""
    default: Any
    description: str

    @property
    def variable(self) -> str:
        """Its environment variable: `NEWSFOLD_FETCH_HOST_DELAY`."""
        return PREFIX + self.name.replace(".", "_").upper()


@lru_cache(maxsize=1)
def leaves() -> tuple[Leaf, ...]:
    """Every setting, in the order of the file."""
    return tuple(
        Leaf(
            f"{section.name}.{field.name}",
            _type_name(field.type.__origin__),
            field.default,
            field.type.__metadata__[0].description,
        )
        for section in msgspec.structs.fields(Settings)
        if isinstance(section.type, type) and issubclass(section.type, msgspec.Struct)
        for field in msgspec.structs.fields(section.type)
    )


def template() -> str:
    """The `newsfold.toml` of a new hub: every setting, as a comment, at its default."""
    lines = ["# Settings of this hub.  Take away the # before a line to change it.\n"]
    section = ""
    for leaf in leaves():
        group, key = leaf.name.split(".")
        if group != section:
            section = group
            lines.append(f"\n[{group}]\n")
        lines.append(f"# {leaf.description}\n# {key} = {_toml(leaf.default)}\n")
    return "".join(lines)


def value_of(settings: Settings, name: str) -> Any:
    """A setting's value by its dotted name."""
    section, key = name.split(".")
    return getattr(getattr(settings, section), key)


def find(where: str | Path) -> Path:
    """The folder of the hub at `where`.  Raises NotFoundError where there is none."""
    path = Path(where).expanduser().resolve()
    if not (path / FILE_NAME).is_file():
        message = (
            f"there is no hub at {path}: make one with 'newsfold init {where}', "
            "or name another with --hub"
        )
        raise NotFoundError(message)
    return path


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
    names = {leaf.variable: leaf.name for leaf in leaves()}
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
        message = f"{path} cannot be read: {error.strerror}; ls -l shows whose it is"
        raise ConfigError(message) from error
    known = {leaf.name for leaf in leaves()}
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


def _type_name(annotation: Any) -> str:
    names = {bool: "true | false", int: "whole number", float: "number", str: "text"}
    choices = get_args(annotation)
    return " | ".join(choices) if choices else names[annotation]


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _nearest(word: str, known: object) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)  # type: ignore[call-overload]  # any iterable of str
    return f"; did you mean {near[0]!r}?" if near else ""
