"""Sources to readings: the whole of extraction, in one process or in several."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from extract.confidence import checked, confident
from extract.sources import Source, documents
from ontology.errors import PartnershipError
from ontology.records import Document, ReadFailure, Reading

if TYPE_CHECKING:
    from spacy.language import Language

_WAITING_PER_PROCESS = 4


def read(
    source: Source,
    *,
    pipeline: Language | None = None,
    processes: int = 1,
    ner: str | Path | None = None,
    min_confidence: float = 0.0,
) -> Iterator[Reading | ReadFailure]:
    """Return what ``source`` says, document by document in the order of the sources.

    ``source`` is a file, a folder or a list of these and of documents. ``pipeline`` is the default one if None.
    With ``processes`` above 1 documents are extracted in as many new processes, each with the default pipeline; a
    script that asks for this needs the usual ``if __name__ == "__main__"``. ``ner`` names another spaCy pipeline
    that lends the default one its entities (:func:`extract.pipeline.load_pipeline`); what is less sure than
    ``min_confidence`` is left out (:func:`extract.confidence.confident`). A document that cannot be read or extracted
    is a :class:`ReadFailure` in its place. Raises :class:`SourceError` for a missing path.
    """
    return read_documents(
        documents(source), pipeline=pipeline, processes=processes, ner=ner, min_confidence=min_confidence
    )


def read_documents(
    found: Iterable[Document | ReadFailure],
    *,
    pipeline: Language | None = None,
    processes: int = 1,
    ner: str | Path | None = None,
    min_confidence: float = 0.0,
) -> Iterator[Reading | ReadFailure]:
    """Return the reading of every document, in order; failures are passed on. The rest is as for :func:`read`."""
    if processes < 1:
        raise ValueError(f"processes is {processes}; expected 1 or more")
    if pipeline is not None and ner is not None:
        raise ValueError("a pipeline of your own names its ner in its config; expected pipeline=None or ner=None")
    one = partial(_one, ner, checked(min_confidence))
    if processes == 1:
        return map(partial(one, pipeline), found)
    if pipeline is not None:
        raise ValueError("a pipeline of your own is read in one process; expected processes=1 or pipeline=None")
    return _parallel(found, partial(one, None), processes)


def _one(
    ner: str | Path | None, min_confidence: float, pipeline: Language | None, document: Document | ReadFailure
) -> Reading | ReadFailure:
    if isinstance(document, ReadFailure):
        return document
    from extract.pipeline import extract, load_pipeline

    # A pipeline that cannot be loaded stops everything; it is no failure of this document.
    loaded = load_pipeline(ner=ner) if pipeline is None else pipeline
    try:
        return Reading(document=document, record=confident(extract(document, loaded), min_confidence))
    except Exception as error:  # Whatever one press release sets off must not stop the thousand after it.
        reason = " ".join(f"extraction failed with {type(error).__name__}: {error}".split())
        return ReadFailure(source=document.doc, reason=reason)


def _parallel(
    found: Iterable[Document | ReadFailure],
    one: Callable[[Document | ReadFailure], Reading | ReadFailure],
    processes: int,
) -> Iterator[Reading | ReadFailure]:
    # A fork would copy the threads of the store in a state that they cannot leave: start fresh processes.
    workers = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    waiting: deque[Future[Reading | ReadFailure]] = deque()
    try:
        for document in found:
            waiting.append(workers.submit(one, document))
            if len(waiting) >= processes * _WAITING_PER_PROCESS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise PartnershipError("an extraction process died, likely for want of memory; try --processes 1") from None
    finally:
        workers.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent, which stops the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
