"""`python -m cleaner.tune`: make weights from labelled pages, and cross-validate them by site."""

from __future__ import annotations

import importlib.util
import json
import pickle
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from cleaner.data import rules_dir
from cleaner.engine import Cleaner
from cleaner.errors import InputError
from cleaner.rulebook.lexicon import Lexicon, Table
from cleaner.text.chars import fold
from cleaner.tune.bench import FULL_SETS, OWN, SEGMENT_SETS, documents, own_documents, typed_documents
from cleaner.tune.files import lexicon_text, weights_of, weights_text
from cleaner.tune.keep import fit_all
from cleaner.tune.label import ALL, fit_label, label_samples
from cleaner.tune.lessons import lexica
from cleaner.tune.samples import Sample, samples


def scorer(bench: Path, name: str) -> ModuleType:
    """A scoring module of the benchmark folder."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", bench / f"{name}.py")
    if spec is None or spec.loader is None:
        raise click.ClickException(f"{bench / name}.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(bench: Path, kind: str, jobs: int, tables: Sequence[Table]) -> list[Sample]:
    """All labelled pages of a kind, measured with the lexicon of their fold."""
    data = bench / "data"
    found = list(documents(data, kind))
    if kind == "text":
        found += [page for page in typed_documents(data) if page.set in SEGMENT_SETS] + [*own_documents(OWN)]
    started = time.monotonic()
    out = samples(found, data, jobs, list(map(Lexicon, tables)))
    click.echo(f"{kind}: {len(out)} pages measured in {time.monotonic() - started:.0f} s")
    return out


@click.group()
def main() -> None:
    """Make weights from labelled pages, and cross-validate them by site."""


@main.command()
@click.option("--bench", type=click.Path(exists=True, path_type=Path), required=True, help="Folder of labelled pages.")
@click.option("--kind", type=click.Choice(["html", "text"]), multiple=True, default=["html", "text"])
@click.option("--jobs", default=2, help="Processes that measure pages.")
@click.option("--cache", type=click.Path(path_type=Path), required=True, help="Folder for what `check` needs.")
@click.option(
    "--labels-only", is_flag=True, help="Keep the cached points of the article, fit those of the labels anew."
)
def fit(bench: Path, kind: tuple[str, ...], jobs: int, cache: Path, labels_only: bool) -> None:
    """Fit rules/weights/KIND.toml (with text, words.toml too), and keep the weights of each fold for `check`."""
    cache.mkdir(parents=True, exist_ok=True)
    data = bench / "data"
    for name in kind:
        kept = cache / f"{name}_keep.pickle"
        if not labels_only:
            tables = lexica(data) if name == "text" else [{}] * (ALL + 1)
            kept.write_bytes(pickle.dumps((fit_all(measured(bench, name, jobs, tables)), tables)))
        points, tables = pickle.loads(kept.read_bytes())
        told = label_samples(points.pages, data, points.folds, list(map(Lexicon, tables)))
        labels = [fit_label([s for s in told if s.document.fold != number]) for number in range(ALL + 1)]
        folds = list(zip(points.folds, labels[:ALL], tables[:ALL], strict=True))
        (cache / f"{name}.pickle").write_bytes(pickle.dumps(folds))
        folder = rules_dir() / "weights"
        (folder / f"{name}.toml").write_text(weights_text(points.all, labels[ALL]))
        if name == "text":
            (folder / "words.toml").write_text(lexicon_text(tables[ALL]))
        click.echo(f"{folder}: {name} written")


@main.command()
@click.option("--bench", type=click.Path(exists=True, path_type=Path), required=True, help="Folder of labelled pages.")
@click.option(
    "--cache", type=click.Path(exists=True, path_type=Path), required=True, help="Folder that `fit --cache` filled."
)
@click.option("--kind", type=click.Choice(["html", "text"]), multiple=True, default=["html", "text"])
@click.option("--favor", type=click.Choice(["precision", "balanced", "recall"]), default="balanced")
def check(bench: Path, cache: Path, kind: tuple[str, ...], favor: str) -> None:
    """Clean each page with weights that never saw its site, and print the benchmark's own scores."""
    score = scorer(bench, "score")
    for name in kind:
        folds = pickle.loads((cache / f"{name}.pickle").read_bytes())
        cleaners = [Cleaner(weights={name: weights_of(*told)}, favor=favor, timeout=None) for told in folds]  # type: ignore[arg-type]
        pairs: dict[tuple[str, str], list[tuple[dict[str, Any], str]]] = defaultdict(list)
        for document in documents(bench / "data", name):
            try:
                text = cleaners[document.fold].clean(document.source(), url=document.url, kind=name).text
            except InputError:
                text = ""
            pairs[document.variant, document.set].append((document.gold, text))
        click.echo(f"{'':<10}" + "".join(f"{s:>13}" for s in (*FULL_SETS, *SEGMENT_SETS)))
        for variant in dict.fromkeys(key[0] for key in pairs):
            row = [
                score.summary(pairs[variant, s]) if (variant, s) in pairs else {} for s in (*FULL_SETS, *SEGMENT_SETS)
            ]
            for figure in ("f1", "precision", "recall", "perfect"):
                cells = "".join(f"{r[figure]:>13.4f}" if figure in r else f"{'':>13}" for r in row)
                click.echo(f"{variant + ' ' + figure:<20}"[:20] + cells)
            snippets(pairs, variant)
        if name == "text":
            typed(bench, cleaners)


def snippets(pairs: dict[tuple[str, str], list[tuple[dict[str, Any], str]]], variant: str) -> None:
    """Print on which share of pages a boilerplate snippet is kept, or one of the article lost, by their folded words:
    gold has other quotation marks than its pages."""
    for name in FULL_SETS:
        told = [(gold, fold(text)) for gold, text in pairs.get((variant, name), ()) if "without" in gold]
        if told:
            kept = sum(any(fold(snippet) in text for snippet in gold["without"]) for gold, text in told)
            lost = sum(any(fold(snippet) not in text for snippet in gold["with"]) for gold, text in told)
            click.echo(
                f"{variant} {name}: boilerplate snippet kept on {kept / len(told):.1%}, article snippet lost on "
                f"{lost / len(told):.1%} of {len(told)} pages"
            )


def typed(bench: Path, cleaners: list[Cleaner]) -> None:
    """Print the scores of labels on hand-labelled pages, each by weights that never saw its site: on those of the
    bench, then on all."""
    module = scorer(bench, "typed")
    pages = list(typed_documents(bench / "data"))
    folds = {page.source(): page.fold for page in pages}

    def fake(source: str, *, url: str | None = None, kind: str = "auto") -> object:
        return cleaners[folds[source]].clean(source, url=url, kind=kind)

    import cleaner  # noqa: PLC0415 - the scorer imports `clean` from the package

    real = cleaner.clean
    cleaner.clean = fake  # type: ignore[assignment]
    sys.argv = ["typed", "--confusions", "25"]
    module.main()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps({"id": p.id, "url": p.url, "blocks": p.gold["blocks"]}) + "\n" for p in pages)
        file.flush()
        sys.argv = ["typed", "--file", file.name]
        module.main()
    cleaner.clean = real


if __name__ == "__main__":
    main()
