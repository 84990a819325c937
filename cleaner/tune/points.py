"""Fit the points of titles, dates and authors on labelled pages, and cross-validate them by site.

A title and a date are a choice among a page's candidates (conditional logit: McFadden 1974), an author is judged alone
(logistic regression); both with an L2 penalty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from cleaner.data import rules_dir
from cleaner.engine import Cleaner
from cleaner.errors import InputError
from cleaner.metadata.authors import author_candidates, choose_authors
from cleaner.metadata.evidence import Evidence, gather
from cleaner.metadata.published import collect_days
from cleaner.metadata.scorecard import Candidate, fitted_points, pinned_points
from cleaner.metadata.title import title_candidates, title_of
from cleaner.tune.bench import FOLDS, Document, documents

Card = dict[str, float]
FIELDS = ("title", "date", "author")
SETS = ("fundus", "wcxb")
"""The sets whose pages have gold metadata."""

PENALTY = {"title": 0.02, "date": 0.005, "author": 0.0003}
SET_WEIGHT = {"title": {"fundus": 6.0}, "date": {"fundus": 1.0}, "author": {"fundus": 4.0}}
"""News pages count more than the blogs and guides, of which there are six times as many, but for their easy dates."""

SHARED = 0.75
"""A candidate for an author weighs less by this power of the page's number of them: 0 counts every name of a menu as
much as an author, 1 every page the same."""

FEWEST = 4
"""Candidates that an observation must have been made of."""

SITE_NAME = 20
"""Characters that a title may have more or less than gold has: a site's name."""

Loss = Callable[[npt.NDArray[np.float64]], tuple[float, npt.NDArray[np.float64]]]
"""A function's value and slope at a point."""

MOST_STEPS = 2_000
FLAT = 1e-6
SHORTEST_STEP = 1e-8
"""When the search for the best points ends."""

MARGINS = (1.0, 1.5, 2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True)
class Task:
    """One page's candidates for one field, which of them are right, and how many right ones there are."""

    set: str
    fold: int
    weight: float
    candidates: Sequence[Candidate]
    right: npt.NDArray[np.bool_]
    wanted: frozenset[str]


def folded(text: str) -> str:
    """Small letters and digits: the benchmark's form for comparing."""
    return re.sub(r"\W+", " ", text or "").strip().lower()


def same_title(gold: str, found: str) -> bool:
    """Whether two titles are the same but for a site's name."""
    short, long = sorted((folded(gold), folded(found)), key=len)
    return bool(short) and short in long and (long == short or len(long) - len(short) <= SITE_NAME)


def tasks(documents: Iterable[Document], cleaner: Cleaner) -> dict[str, list[Task]]:
    """The tasks of every field from labelled pages."""
    out: dict[str, list[Task]] = {field: [] for field in FIELDS}
    for document in documents:
        try:
            article = cleaner.clean(document.source(), url=document.url)
        except InputError:
            continue
        findings = article._findings
        if findings is None:
            continue
        page = findings.page
        evidence = gather(page.head, article.rows(), page.url, findings.words.language, page.source or None)
        for field, candidates, right, wanted in _judged(evidence, document.gold):
            weight = SET_WEIGHT[field].get(document.set, 1.0)
            out[field].append(Task(document.set, document.fold, weight, candidates, np.array(right, bool), wanted))
    return out


def _judged(
    page: Evidence, gold: Mapping[str, Any]
) -> Iterator[tuple[str, list[Candidate], list[bool], frozenset[str]]]:
    """(field, candidates, which are right, what gold wants) of each field that gold has."""
    if gold.get("title"):
        titles = title_candidates(page)
        right = [same_title(gold["title"], one.value) for one in titles]
        yield "title", titles, right, frozenset([folded(gold["title"])])
    title = title_of(page)
    headline = title[0] if title else None
    if gold.get("date"):
        days = list(collect_days(page, headline).by_day.values())
        yield "date", days, [one.value == gold["date"] for one in days], frozenset([gold["date"]])
    if gold.get("authors"):
        names = frozenset(map(folded, gold["authors"]))
        people = author_candidates(page, headline)
        yield "author", people, [folded(one.value) in names for one in people], names


def _matrix(
    found: Sequence[Task], pinned: Card
) -> tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """(names of observations, their strengths by candidate, the task of each candidate, its points that are pinned)."""
    counts: dict[str, int] = {}
    for task in found:
        for candidate in task.candidates:
            for name in candidate.evidence:
                counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= FEWEST and name not in pinned)
    column = {name: index for index, name in enumerate(names)}
    owner = np.repeat(np.arange(len(found)), [len(task.candidates) for task in found])
    x = np.zeros((len(owner), len(names)))
    for row, candidate in enumerate(candidate for task in found for candidate in task.candidates):
        for name, strength in candidate.evidence.items():
            if name in column:
                x[row, column[name]] = strength
    given = [candidate.points(pinned) for task in found for candidate in task.candidates]
    return names, x, owner, np.array(given, float)


def lowest(loss: Loss, size: int) -> npt.NDArray[np.float64]:
    """The minimum of a smooth convex function, from zero: steepest descent with the step length of Barzilai and Borwein
    (1988), halved until the function falls below its recent greatest value (Grippo, Lampariello and Lucidi 1986)."""
    point, step = np.zeros(size), 1.0
    value, slope = loss(point)
    recent = [value]
    for _ in range(MOST_STEPS):
        while True:
            ahead = point - step * slope
            value, new_slope = loss(ahead)
            if value <= max(recent) - 1e-4 * step * (slope @ slope) or step < SHORTEST_STEP:
                break
            step /= 2
        moved, turned = ahead - point, new_slope - slope
        point, slope = ahead, new_slope
        recent = [*recent[-9:], value]
        bend = moved @ turned
        step = float(moved @ moved / bend) if bend > 0 else 1.0
        if np.abs(slope).max() < FLAT:
            break
    return point


def _aims(task: Task) -> npt.NDArray[np.bool_]:
    """The candidates to aim at: those that are gold to the letter, if there are any, else all right ones."""
    exact = np.array([folded(candidate.value) in task.wanted for candidate in task.candidates], bool)
    return exact if exact.any() else task.right


def fit_choice(found: Sequence[Task], penalty: float, pinned: Card) -> Card:
    """Points beside the pinned ones under which the right candidate of a page is the likeliest choice."""
    found = [task for task in found if task.right.any() and len(task.candidates) > 1]
    names, x, owner, given = _matrix(found, pinned)
    right = np.concatenate([_aims(task) for task in found])
    weight = np.array([task.weight for task in found])
    first = np.searchsorted(owner, np.arange(len(found)))

    def loss(points: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ points + given
        odds = np.exp(score - np.maximum.reduceat(score, first)[owner])
        every, good = np.add.reduceat(odds, first), np.add.reduceat(odds * right, first)
        value = (weight * (np.log(every) - np.log(good))).sum() / weight.sum() + penalty * (points @ points) / 2
        pull = weight[owner] * (odds / every[owner] - odds * right / good[owner])
        return value, x.T @ pull / weight.sum() + penalty * points

    return dict(zip(names, lowest(loss, len(names)).tolist(), strict=True))


def fit_alone(found: Sequence[Task], penalty: float, pinned: Card) -> Card:
    """Points beside the pinned ones under which right candidates are likely and wrong ones not.

    `least` and `margin` are those that give the best F1.
    """
    found = [task for task in found if len(task.candidates)]
    names, x, owner, given = _matrix(found, pinned)
    right = np.concatenate([task.right for task in found]).astype(float)
    weight = np.array([task.weight / len(task.candidates) ** SHARED for task in found])[owner]
    x = np.hstack([x, np.ones((len(x), 1))])
    shrink = np.append(np.full(len(names), penalty), 0)

    def loss(points: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ points + given
        value = (weight * (np.logaddexp(0, score) - right * score)).sum() / weight.sum() + shrink @ points**2 / 2
        return value, x.T @ (weight * (1 / (1 + np.exp(-score)) - right)) / weight.sum() + shrink * points

    *points, base = lowest(loss, x.shape[1]).tolist()
    card = dict(zip(names, points, strict=True))
    steps = [{**card, "least": -base + step / 2, "margin": margin} for step in range(-6, 7) for margin in MARGINS]
    return max(steps, key=lambda one: float(np.mean(list(author_f1(found, one | pinned).values()))))


def author_f1(found: Sequence[Task], card: Mapping[str, float]) -> dict[str, float]:
    """F1 of the authors chosen, by set."""
    counts: dict[str, list[int]] = {}
    for task in found:
        names = {folded(candidate.value) for candidate in choose_authors(task.candidates, card)}
        count = counts.setdefault(task.set, [0, 0])
        count[0] += 2 * len(names & task.wanted)
        count[1] += len(names) + len(task.wanted)
    return {name: hits / max(1, every) for name, (hits, every) in counts.items()}


def choice_share(found: Sequence[Task], card: Mapping[str, float]) -> dict[str, float]:
    """The share of pages whose best candidate is right, by set."""
    counts: dict[str, list[bool]] = {}
    for task in found:
        points = [candidate.points(card) for candidate in task.candidates]
        counts.setdefault(task.set, []).append(bool(points) and bool(task.right[int(np.argmax(points))]))
    return {name: float(np.mean(hits)) for name, hits in counts.items()}


def fit(field: str, kind: str, found: Sequence[Task]) -> Card:
    """The points of a field on a kind of page; pinned ones are not among them, but taken into account."""
    pinned = pinned_points(field, kind)
    return (fit_alone if field == "author" else fit_choice)(found, PENALTY[field], pinned)


def cross_validated(field: str, kind: str, found: Sequence[Task]) -> dict[str, float]:
    """The figure of each set when every fold's sites are judged with points fitted on the others."""
    figure = author_f1 if field == "author" else choice_share
    sums: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        card = fit(field, kind, [task for task in found if task.fold != fold]) | pinned_points(field, kind)
        held = [task for task in found if task.fold == fold]
        for name, value in figure(held, card).items():
            pages = sum(task.set == name for task in held)
            total = sums.setdefault(name, [0.0, 0.0])
            total[0] += value * pages
            total[1] += pages
    return {name: total / max(1.0, pages) for name, (total, pages) in sums.items()}


def points_text(cards: Mapping[tuple[str, str], Card], note: str) -> str:
    """The points as TOML, the weightiest first; what is below a twentieth is left out."""
    out = [f"# {line}" for line in note.splitlines()]
    for (field, kind), card in cards.items():
        out += ["", f"[{field}.{kind}]"]
        out += [f"{name} = {round(card[name], 2)}" for name in ("least", "margin") if name in card]
        for name, value in sorted(card.items(), key=lambda one: -one[1]):
            if name not in {"least", "margin"} and abs(value) >= 0.05:
                out.append(f'"{name}" = {round(value, 2)}')
    return "\n".join(out) + "\n"


NOTE = """What each observation says about a title, a date or an author: natural-log odds, fitted on labelled pages by
`python -m cleaner.tune.points`; do not edit by hand, pin points in pinned.toml instead. `least` is the sum below which
nothing is taken, `margin` how far below the best one another author may lie."""


@click.command()
@click.option("--bench", type=click.Path(exists=True, path_type=Path), required=True, help="Folder of labelled pages.")
@click.option("--kind", type=click.Choice(["html", "text"]), multiple=True, default=["html", "text"])
@click.option("--write/--dry", default=True, help="Whether to write rules/metadata/points.toml.")
def main(bench: Path, kind: Sequence[str], write: bool) -> None:
    """Fit the points of titles, dates and authors and show what they reach on sites they were not fitted on."""
    cards = {(field, one): fitted_points(field, one) for field in FIELDS for one in ("html", "text")}
    for one in kind:
        every = documents(bench / "data", one)
        pages = [page for page in every if page.variant in {"html", "full"} and page.set in SETS]
        for field, found in tasks(pages, Cleaner()).items():
            cards[field, one] = fit(field, one, found)
            used = cards[field, one] | pinned_points(field, one)
            figure = author_f1 if field == "author" else choice_share
            for name, value in cross_validated(field, one, found).items():
                own = figure([task for task in found if task.set == name], used)[name]
                click.echo(f"{one:<6}{field:<8}{name:<10} fitted {own:.3f}  other sites {value:.3f}")
    if write:
        path = rules_dir() / "metadata" / "points.toml"
        path.write_text(points_text(cards, NOTE), encoding="utf-8")
        click.echo(f"{path} written")


if __name__ == "__main__":
    main()
