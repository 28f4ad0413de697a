from __future__ import annotations

import tomllib

import pytest

from newsfold import config
from newsfold.errors import ConfigError


def _load(folder, **environ):
    return config.load(folder, environ)


def test_without_a_file_everything_has_its_default(tmp_path):
    settings, origins, warnings = _load(tmp_path)
    assert settings == config.Settings()
    assert (origins, warnings) == ({}, [])


def test_file_beats_default_variable_beats_file_flag_beats_variable(tmp_path):
    (tmp_path / "newsfold.toml").write_text(
        "[fetch]\nhost_delay = 2\nconcurrency = 3\ndeadline = 4\n"
    )
    settings, origins, _ = config.load(
        tmp_path,
        {"NEWSFOLD_FETCH_CONCURRENCY": "5", "NEWSFOLD_FETCH_DEADLINE": "6"},
        {"fetch.deadline": 7.0, "fetch.pages": None},
    )
    fetch = settings.fetch
    assert (fetch.host_delay, fetch.concurrency, fetch.deadline) == (2.0, 5, 7.0)
    assert origins == {
        "fetch.host_delay": "file",
        "fetch.concurrency": "NEWSFOLD_FETCH_CONCURRENCY",
        "fetch.deadline": "flag",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[fetch]\nhost_dealy = 2", "fetch.host_delay"),
        ("[fetsh]\nhost_delay = 2", "fetch"),
        ("fetch = 3", "fetch"),
        ("[fetch", "TOML"),
        ("[fetch]\nhost_delay = 'soon'", "settings.md"),
    ],
)
def test_a_wrong_file_says_what_to_do(tmp_path, text, names):
    (tmp_path / "newsfold.toml").write_text(text)
    with pytest.raises(ConfigError, match=names):
        _load(tmp_path)


def test_a_wrong_variable_is_named(tmp_path):
    _, _, (warning,) = _load(tmp_path, NEWSFOLD_FETCH_HOST_DELY="1")
    assert "NEWSFOLD_FETCH_HOST_DELAY" in warning
    with pytest.raises(ConfigError):
        _load(tmp_path, NEWSFOLD_FETCH_PAGES="perhaps")


def test_the_hub_and_the_clock_are_no_settings(tmp_path):
    assert _load(tmp_path, NEWSFOLD_HUB="x", NEWSFOLD_NOW="y")[2] == []


def test_the_template_is_toml_and_changes_nothing(tmp_path):
    text = config.template()
    (tmp_path / "newsfold.toml").write_text(text, "utf-8")
    assert _load(tmp_path)[0] == config.Settings()
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in text.splitlines()
    )
    assert set(tomllib.loads(uncommented)) == {
        leaf.name.split(".")[0] for leaf in config.leaves()
    }
