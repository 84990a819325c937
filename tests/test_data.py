"""Values derived from rule files are kept between starts, and never outlive a change of the files."""

import os

import pytest

from cleaner import data


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setattr(data, "_cache_dirs", lambda: (folder,))
    return folder


def counted(calls, value):
    def build():
        calls.append(value)
        return value

    return build


def test_a_value_is_built_once(tmp_path, cache):
    source = tmp_path / "a.toml"
    source.write_text("a = 1")
    calls = []
    assert data.kept("a", [source], counted(calls, {"a": [1, "x"]})) == {"a": [1, "x"]}
    assert data.kept("a", [source], counted(calls, None)) == {"a": [1, "x"]}
    assert len(calls) == 1


@pytest.mark.parametrize("change", ["text", "time"])
def test_a_changed_source_is_read_anew(tmp_path, cache, change):
    source = tmp_path / "a.toml"
    source.write_text("a = 1")
    data.kept("a", [source], lambda: "old")
    if change == "text":
        source.write_text("a = 12")
    else:
        os.utime(source, ns=(1, 1))
    assert data.kept("a", [source], lambda: "new") == "new"


def test_a_damaged_cache_is_passed_over(tmp_path, cache):
    source = tmp_path / "a.toml"
    source.write_text("a = 1")
    data.kept("a", [source], lambda: "old")
    for file in cache.iterdir():
        file.write_bytes(file.read_bytes()[:-2])
    assert data.kept("a", [source], lambda: "new") == "new"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(data, "_cache_dirs", lambda: (blocked / "cache",))
    source = tmp_path / "a.toml"
    source.write_text("a = 1")
    assert data.kept("a", [source], lambda: 1) == 1
    assert data.kept("a", [source], lambda: 2) == 2


def test_a_missing_source_is_an_error(tmp_path, cache):
    with pytest.raises(FileNotFoundError):
        data.kept("a", [tmp_path / "none.toml"], lambda: 1)
