"""From the command's options to a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from itertools import chain, islice
from pathlib import Path

import orjson

from cleaner.pipe.cleaning import Cleaning
from cleaner.pipe.extras import need
from cleaner.pipe.folder import Folder
from cleaner.pipe.formats import ENDINGS
from cleaner.pipe.items import MEGABYTE, Item
from cleaner.pipe.job import Job, Writer
from cleaner.pipe.known import read_item
from cleaner.pipe.options import Options
from cleaner.pipe.parquet import to_parquet
from cleaner.pipe.report import Report
from cleaner.pipe.run import Run
from cleaner.pipe.sinks import File, Sink, Standard, StandardTable
from cleaner.pipe.sources import Sources
from cleaner.pipe.writers import READABLE, AsLine, AsObject, AsRow, AsText, Frame

LOOKED_AT = 64
"""Records whose fields name the columns of a table; later ones' other fields go to the column `more`."""

SMALL = MEGABYTE
"""Bytes of a document by itself that is cleaned without a worker: starting one takes longer than the document."""

ASIDE = frozenset({"resume", "jobs", "quiet", "verbose", "stats"})
"""Options that don't change what goes out."""


def carry_out(options: Options) -> int:
    """Do what the options say; return the exit code.

    Raises UsageError, CleanerError or OSError, with a message that names the input or output, where it can't be done.
    """
    options.check()
    report = Report(quiet=options.quiet, verbose=options.verbose)
    sources = Sources(options.names, options.read, options.largest, report.notice, report.damage, options.output)
    sources.check()
    single = sources.single() is not None
    form = options.output_format(one_document=single)
    items: Iterable[Item] = iter(sources)
    writer, frame, items = writer_for(form, items, single=single, folder=options.to_folder)
    timeout = options.timeout or None
    settings = {"rules": options.rules, "favor": options.favor, "timeout": timeout, "max_chars": options.largest}
    cleaning = Cleaning(None, settings, options.fields, options.url, options.language, timeout, options.largest)
    job = Job(writer, cleaning, rules=bool(options.stats))
    sink = sink_for(options, form, sources)
    report.begin(sources, form, sink.state.tally, single=single)
    here = single and (sources.size() or 0) < SMALL
    run = Run(job, frame, sink, 0 if here else options.workers, report.failed, report.advance)
    try:
        run(items)
    except BrokenPipeError:
        report.hush()
        raise
    finally:
        report.end(sink.state.tally, options.stats)
    return report.code(sink.state.tally)


def writer_for(form: str, items: Iterable[Item], *, single: bool, folder: bool) -> tuple[Writer, Frame, Iterable[Item]]:
    """Return what writes a record, what stands around the records, and the items, of which some were looked at.

    Nothing stands around the only record of an output: that of a single document, or of a file in a folder.
    """
    if form in READABLE:
        write, frame = READABLE[form]
        return AsText(write), Frame() if single or folder else frame, items
    if form == "json":
        if single:
            return AsObject(), Frame(), items
        if folder:
            return AsLine(blocks=True), Frame(), items
        return AsLine(blocks=True, end=b""), Frame(b"[\n", b",\n", b"\n]\n"), items
    if form in ("csv", "tsv"):
        first = list(islice(items, LOOKED_AT))
        known = (read_item(item) for item in first)
        columns = tuple(dict.fromkeys(name for each in known if not each.failure for name in each.own))
        row = AsRow(columns, "\t" if form == "tsv" else ",")
        return row, Frame(before=row.head()), chain(first, items)
    return AsLine(), Frame(), items


def sink_for(options: Options, form: str, sources: Sources) -> Sink:
    """Return where the output goes."""
    convert = None
    if form == "parquet":
        need("pyarrow.parquet", "parquet")
        convert = partial(to_parquet, originals=tuple(sources.tables()))
    if not options.output:
        return StandardTable(convert) if convert else Standard()
    path = Path(options.output)
    mark = fingerprint(options, form, sources)
    if options.to_folder:
        return Folder(path, ENDINGS[form], mark, resume=options.resume)
    return File(path, mark, resume=options.resume, convert=convert)


def fingerprint(options: Options, form: str, sources: Sources) -> str:
    """Return what tells a run apart from others: its inputs and the options that change what goes out."""
    told = {name: value for name, value in asdict(options).items() if name not in ASIDE}
    digest = hashlib.sha256(orjson.dumps([told, form]))
    for name, size, changed in sources.states():
        digest.update(f"{name}\0{size}\0{changed}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()
