"""The one drawing process of this process: begun when first needed, begun anew when it dies or takes too long."""

from __future__ import annotations

import logging
import multiprocessing
import os
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock

from reports.renderers.drawing import worker
from reports.renderers.drawing.picture import Picture, Theme

log = logging.getLogger(__name__)
SECONDS = 60
"""Longest wait for one picture; the first one takes some two seconds more than the others."""


class DrawingError(RuntimeError):
    """The picture cannot be drawn. The message holds no text of the report."""


class DrawingProcess:
    """Draws one picture at a time, for all threads of this process.

    Not a `ProcessPoolExecutor`: that one cannot end a process that hangs.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner = 0
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The number of the running process."""
        return self._process.pid if self._process else None

    def draw(self, picture: Picture, theme: Theme, scale: float | None, *, seconds: float = SECONDS) -> str | bytes:
        """The picture. A process found dead is replaced once; DrawingError when that does not help."""
        with self._lock:
            for last in (False, True):
                try:
                    fine, found = self._ask(picture, theme, scale, seconds)
                    break
                except (EOFError, OSError) as error:
                    self._end()
                    if last or isinstance(error, TimeoutError):
                        raise DrawingError(f"The picture '{picture.name}' could not be drawn.") from error
        if not fine:
            log.error("The picture '%s' could not be drawn (%s).", picture.name, str(found).partition(":")[0])
            raise DrawingError(f"The picture '{picture.name}' could not be drawn.")
        return found

    def _ask(self, picture: Picture, theme: Theme, scale: float | None, seconds: float) -> tuple[bool, str | bytes]:
        pipe = self._running()
        pipe.send((picture, theme, scale))
        if not pipe.poll(seconds):
            raise TimeoutError
        return pipe.recv()

    def _running(self) -> Connection:
        if self._pipe is None or self._process is None or self._owner != os.getpid() or not self._process.is_alive():
            if self._owner == os.getpid():
                self._end()
            # Spawned, never forked: a fork would hold this process's memory and its connections to the database.
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=worker.serve, args=(theirs,), name="drawing", daemon=True)
            self._process.start()
            theirs.close()
            self._owner = os.getpid()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None
