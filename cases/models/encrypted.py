"""Columns whose values lie encrypted in the database and plain in Python; empty stays empty."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import DataError, models
from django.db.models.lookups import Exact, IsNull, StartsWith

from cases import vault
from cases.icsr.partial_date import PartialDate
from cases.models.fields import PartialDateField

CIPHERTEXT = "v1:"
"""How every ciphertext begins; table constraints refuse anything else."""
_NO_COMPARING = "An encrypted column cannot be compared: use cases.selectors.identity."


class _IsEmpty(Exact):
    """Compares with the empty text, the only value that is the same at every encryption."""

    def get_prep_lookup(self) -> Any:
        """Refuse any other comparison instead of finding nothing."""
        if self.rhs != "":
            raise FieldError(_NO_COMPARING)
        return self.rhs


class _IsCiphertext(StartsWith):
    """Tells a ciphertext from a plain value."""

    def get_prep_lookup(self) -> Any:
        """Refuse any other beginning."""
        if self.rhs != CIPHERTEXT:
            raise FieldError(_NO_COMPARING)
        return self.rhs


class _Encrypted(models.Field):
    """What the encrypted columns share: they can be asked whether they are empty, and nothing else."""

    def get_lookup(self, lookup_name: str) -> Any:
        """The lookups that make sense."""
        return {"exact": _IsEmpty, "startswith": _IsCiphertext, "isnull": IsNull}.get(lookup_name)


class EncryptedTextField(_Encrypted, models.TextField):
    """Text; '' is none. `max_length` counts the characters of the plain text, and only forms check it."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Decrypt; what is no ciphertext is refused."""
        return vault.decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt; what is too long is refused here, for the database cannot count any more."""
        plain = super().get_prep_value(value)
        if plain and self.max_length and len(plain) > self.max_length:
            raise DataError(f"value too long for {self.model._meta.label}.{self.name}: at most {self.max_length}")
        return vault.encrypt(plain) if plain else plain


class EncryptedPartialDateField(_Encrypted, PartialDateField):
    """A `PartialDate`, valid by construction: the database cannot check its form."""

    def db_type(self, connection: Any) -> str:
        """Ciphertexts have no fixed length."""
        return "text"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        """Decrypt; what is no ciphertext is refused."""
        return super().from_db_value(vault.decrypt(value) if value else value, expression, connection)

    def get_prep_value(self, value: Any) -> str:
        """Encrypt the HL7 text."""
        plain = super().get_prep_value(value)
        return vault.encrypt(plain) if plain else plain


class EncryptedBinaryField(_Encrypted, models.BinaryField):
    """Bytes; NULL is none."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        """Decrypt; what is no ciphertext is refused."""
        return None if value is None else vault.decrypt_bytes(bytes(value))

    def get_prep_value(self, value: Any) -> bytes | None:
        """Encrypt."""
        plain = super().get_prep_value(value)
        return None if plain is None else vault.encrypt_bytes(bytes(plain))
