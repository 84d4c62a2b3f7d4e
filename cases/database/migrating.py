"""Operations for migrations that touch many tables at once."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class ForgetModels(Operation):
    """Forget the models that Django has built of the state so far; they are built again when they are needed.

    While they are kept, each change of a table's state builds anew every model that refers to it. All tables of cases
    refer to each other, so some hundred changes would take half a minute for nothing.
    """

    reversible = True
    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Forget."""
        state.__dict__.pop("apps", None)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing changes in the database."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing changes in the database."""

    def describe(self) -> str:
        """What `migrate --plan` shows."""
        return "Forget built models"
