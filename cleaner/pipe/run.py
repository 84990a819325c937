"""A run of the command: sources to sink, through workers or in the process itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cleaner.pipe.items import Item
from cleaner.pipe.job import Done, Job
from cleaner.pipe.sinks import Sink
from cleaner.pipe.tally import Tally
from cleaner.pipe.writers import Frame


@dataclass
class Run:
    """What is to be done. `jobs` is the number of workers; 0 cleans in the process itself.

    `failed` is told of every record that failed, `advanced` called after every record.
    """

    job: Job
    frame: Frame
    sink: Sink
    jobs: int
    failed: Callable[[Done], None]
    advanced: Callable[[], None]

    def __call__(self, items: Iterable[Item]) -> Tally:
        """Do it, and return the counts, those of the run that is resumed included.

        When it is interrupted, what is done has been written out whole.
        """
        state = self.sink.state
        rest = islice(items, state.tally.records, None)
        results = self._results(rest) if not state.complete else iter(())
        frame = self.frame
        try:
            for done in results:
                lead = frame.between if state.tally.records else frame.before
                state.tally.add(done.counts)
                self.sink.write(lead + done.data, done.name)
                if done.failure:
                    self.failed(done)
                self.advanced()
        except BrokenPipeError:
            raise
        except BaseException:
            self.sink.close(frame.after)
            raise
        self.sink.finish(frame.after if state.tally.records else frame.before + frame.after)
        return state.tally

    def _results(self, items: Iterator[Item]) -> Iterator[Done]:
        if not self.jobs:
            return map(self.job, items)
        timeout = self.job.cleaning.timeout
        # imported here, since a single page needn't wait for it
        from cleaner.pipe.pool import Pool, server_context  # noqa: PLC0415

        pool = Pool(self.job.prepare, self.job.failed, self.jobs, timeout, server_context())
        return (done for _, done in pool.map(items))
