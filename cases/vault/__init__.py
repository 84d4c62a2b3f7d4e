"""What identifies a person, as ciphertext and as a keyed digest: the only code that touches keys."""

from cases.vault.ciphers import decrypt, decrypt_bytes, encrypt, encrypt_bytes
from cases.vault.errors import MasterKeyMissing, VaultError
from cases.vault.keys import FIELD, MATCH, forget
from cases.vault.matching import match_digest

__all__ = [
    "FIELD",
    "MATCH",
    "MasterKeyMissing",
    "VaultError",
    "decrypt",
    "decrypt_bytes",
    "encrypt",
    "encrypt_bytes",
    "forget",
    "match_digest",
]
