"""Django's PostgreSQL backend, which starts the embedded server when a process first connects."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError

from registry.embedded.errors import ClusterError


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql that belongs to the embedded server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        from registry.embedded.account import server_account
        from registry.embedded.binaries import tool

        self.connection.get_connection_params()
        self.executable_name = str(tool("psql", server_account()))
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Fills in the connection's address when it is known: after the server has started."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        # Imported here so that reading the settings costs nothing.
        from registry.embedded.lifetime import attach

        try:
            options = self.settings_dict["OPTIONS"]
            cluster = attach(Path(options["directory"]))
            self.settings_dict.update(cluster.connection_settings(web=options.get("login") == "web"))
        except ClusterError as error:
            raise OperationalError(str(error)) from error
        parameters = super().get_connection_params()
        parameters.pop("directory")
        parameters.pop("login", None)
        return parameters
