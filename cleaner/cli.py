"""The command line: options, messages, exit codes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from cleaner import __version__
from cleaner.pipe.formats import READ, WRITTEN

if TYPE_CHECKING:
    from cleaner.pipe.options import Options

SOME_FAILED = 1
UNREADABLE = 2
INTERRUPTED = 130
READER_GONE = 141
"""What a shell gives a program that a closed pipe has ended."""

CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--from", "read", type=click.Choice(READ), help="Format of the inputs. [default: by name and content]")
@click.option("--to", "write", type=click.Choice(WRITTEN), help="Format of the output. [default: by the output's name; "
              "else text for one document, jsonl for records]")
@click.option("-o", "--output", metavar="PATH", help="A file, or a folder (ending in /) of one file a record.")
@click.option("-j", "--jobs", type=click.IntRange(0), help="Worker processes; 0 for none. [default: the cores]")
@click.option("--timeout", type=click.FloatRange(0), default=10.0, show_default=True, metavar="SECONDS",
              help="Time limit of a document; 0 for none.")
@click.option("--max-size", type=click.FloatRange(0, min_open=True), default=50.0, show_default=True, metavar="MB",
              help="Size limit of a document, unpacked.")
@click.option("--favor", type=click.Choice(["balanced", "precision", "recall"]), default="balanced", show_default=True,
              help="What to prefer in doubt.")
@click.option("--rules", metavar="DIR", type=click.Path(exists=True), help="Rules of your own, over the shipped ones.")
@click.option("--language", metavar="CODE", help="Language of the documents. [default: found out]")
@click.option("--url", help="Address of the document.")
@click.option("--text-field", metavar="NAME", help="Field of a record that holds flattened text.")
@click.option("--html-field", metavar="NAME", help="Field of a record that holds HTML.")
@click.option("--url-field", metavar="NAME", help="Field of a record that holds the page's address.")
@click.option("--id-field", metavar="NAME", help="Field of a record that names its file in an output folder.")
@click.option("--resume", is_flag=True, help="Go on with the output where a run that was stopped has left it.")
@click.option("--stats", metavar="FILE", help="Write counts, per label and per rule, as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what formats and fields were found, and every failure.")
@click.version_option(__version__, message="%(prog)s %(version)s")
def command(**options: Any) -> None:  # noqa: ANN401 - click's values
    """Clean news pages: article text and metadata, from HTML or flattened text.

    Reads FILEs, folders, patterns, or standard input (-): text, HTML, JSONL, JSON, CSV, TSV, Parquet, WARC, each also
    packed with gzip, zstd, bzip2 or xz. Writes to standard output or --output. A record in gives one record out.

    Exit code: 0 all clean, 1 some records failed, 2 wrong usage or an input that can't be read, 130 interrupted.
    """
    from cleaner.pipe.options import Options  # noqa: PLC0415 - the help needn't wait for it

    sys.exit(_guarded(Options(**options)))


def _guarded(options: Options) -> int:
    """Carry out the options; return the exit code."""
    from cleaner.errors import CleanerError  # noqa: PLC0415
    from cleaner.pipe.options import UsageError  # noqa: PLC0415
    from cleaner.pipe.plan import carry_out  # noqa: PLC0415

    try:
        return carry_out(options)
    except BrokenPipeError:
        # whoever read the output has gone; what is left in its buffer must not be complained of at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except KeyboardInterrupt:
        click.echo("cleaner: interrupted", err=True)
        return INTERRUPTED
    except (CleanerError, UsageError, OSError) as error:
        click.echo(f"cleaner: {error}", err=True)
        return UNREADABLE
