"""What a file is, by its content: bytes in, verdict out."""

from cases.files.kinds import FileKind, FileRefused
from cases.files.look import inspect
from cases.files.names import clean_name

__all__ = ["FileKind", "FileRefused", "clean_name", "inspect"]
