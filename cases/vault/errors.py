"""What can go wrong with keys and ciphertexts."""

from django.core.exceptions import ImproperlyConfigured


class VaultError(Exception):
    """A key or a ciphertext cannot be used; the message says what to do and never holds a key or a value."""


class MasterKeyMissing(VaultError, ImproperlyConfigured):
    """A data key is there, but not the master key that it was wrapped with."""
