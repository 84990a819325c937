"""All rules that hold: the shipped ones, a user's laid over them, and those of a page's site."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cleaner.rulebook.languages import Layer
from cleaner.rulebook.load import Folder, load_folder, shipped_folder
from cleaner.rulebook.rule import Rule
from cleaner.rulebook.sheet import Sheet


def host_of(url: str | None) -> str:
    """The host of an address in small letters, or ""."""
    try:
        return (urlsplit(url).hostname or "").lower() if url else ""
    except ValueError:
        return ""


class Book:
    """Rules by kind of page, language and host; the sheet of each such page is made once.

    `over` is the user's folder for phrase lists, or None.
    """

    def __init__(self, folders: Iterable[Folder], over: Layer | None = None) -> None:
        self.over = over
        self._folders = tuple(folders)
        self._sheets: dict[tuple[str, str | None, tuple[str, ...]], Sheet] = {}
        self._hosts = frozenset(host for folder in self._folders for host in folder.sites)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, those of sites too."""
        return (*self._general(()).values(), *(rule for folder in self._folders for site in folder.sites.values()
                                               for rule in site.rules))

    def sites_of(self, host: str) -> tuple[str, ...]:
        """The sites that a host belongs to, the nearest one last."""
        if not self._hosts or not host:
            return ()
        parts = host.split(".")
        names = (".".join(parts[at:]) for at in range(len(parts)))
        return tuple(name for name in names if name in self._hosts)[::-1]

    def selectors(self, host: str) -> tuple[str, ...]:
        """The CSS selectors that rules ask for on an HTML page of a host."""
        return self.sheet("html", None, host).selectors

    def sheet(self, kind: str, language: str | None, host: str = "") -> Sheet:
        """The rules for a page, ready to be applied."""
        sites = self.sites_of(host)
        key = (kind, language, sites)
        found = self._sheets.get(key)
        if found is None:
            found = self._sheets[key] = Sheet(self._for(kind, language, sites), language, self.over)
        return found

    def _general(self, sites: tuple[str, ...]) -> dict[str, Rule]:
        """The rules by id, later folders over earlier ones, without those that are switched off."""
        rules: dict[str, Rule] = {}
        for folder in self._folders:
            for name in folder.disabled:
                rules.pop(name, None)
            rules |= folder.rules
        for name in sites:
            for folder in self._folders:
                site = folder.sites.get(name)
                if site is not None:
                    for disabled in site.disabled:
                        rules.pop(disabled, None)
                    rules |= {rule.id: rule for rule in site.rules}
        return rules

    def _for(self, kind: str, language: str | None, sites: tuple[str, ...]) -> tuple[Rule, ...]:
        return tuple(
            rule for rule in self._general(sites).values()
            if rule.kind in ("", kind) and (kind == "html" or not rule.needs_markup)
            and (not rule.languages or (language is None and rule.css) or language in rule.languages)
        )


@cache
def shipped_book() -> Book:
    """The rules that come with the program."""
    return Book([shipped_folder()])


def user_book(path: str | Path, *, lenient: bool = False) -> Book:
    """The rules of a user's folder over the shipped ones. Raises RuleError; if `lenient`, warns instead."""
    folder = Path(path)
    loaded = load_folder(folder, lenient=lenient)
    return Book([shipped_folder(), loaded], layer_of(folder))


def layer_of(folder: Path) -> Layer | None:
    """A user's phrase lists as they are now; None where the folder has none."""
    files = sorted((folder / "languages").glob("*.toml"))
    state = hash(tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files))
    return Layer(folder, state) if files else None
