"""The roles of the database: one login that owns nothing, and what a request steps down to within its transaction."""

WEB = "tocsin_web"
"""The login of the web process and the worker: sessions and sign-in by itself, cases only through the roles below."""

SITE = "tocsin_site"
"""What every signed-in request may do with tables that hold no cases; the roles below have it too."""

CENTRE = "tocsin_centre"
"""Reads and writes the cases of the centres in the setting `tocsin.centres`."""

STAFF = "tocsin_staff"
"""Reads and writes the cases of all centres, and the accounts."""

AUDITOR = "tocsin_auditor"
"""Reads everything, writes no case."""

SERVICE = "tocsin_service"
"""Background jobs: sealing the audit trail, sending what was asked for."""

FIGURES = "tocsin_figures"
"""Counts cases of all centres by their derived facts; sees no section of any case."""

IN_TRANSACTION = (CENTRE, STAFF, AUDITOR, SERVICE, FIGURES)
"""The roles that a request or a job steps down to with SET LOCAL ROLE; none can log in."""

CENTRES_SETTING = "tocsin.centres"
USER_SETTING = "tocsin.user"
OWN_CENTRES = f"(string_to_array(current_setting('{CENTRES_SETTING}', true), ',')::bigint[])"
"""SQL: the centres of the request; with nothing set it is null, and no row equals null."""
OWN_USER = f"nullif(current_setting('{USER_SETTING}', true), '')::bigint"
"""SQL: the number of the person who acts; null for jobs and commands."""


def create_roles() -> str:
    """SQL that makes the missing roles; roles belong to the whole server, so others may race for them."""
    makes = "\n".join(_create(name, "NOLOGIN") for name in (SITE, *IN_TRANSACTION))
    grants = "\n".join(
        [
            *(_grant(SITE, role) for role in IN_TRANSACTION),
            *(_grant(role, WEB) for role in IN_TRANSACTION),
        ]
    )
    return f"DO $roles$ BEGIN\n{makes}\n{_create(WEB, 'LOGIN NOINHERIT')}\n{grants}\nEND $roles$;"


def _create(name: str, options: str) -> str:
    return (
        f"IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{name}') THEN "  # noqa: S608 - names of this module
        f"BEGIN CREATE ROLE {name} {options}; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END; END IF;"
    )


def _grant(role: str, member: str) -> str:
    return (
        f"IF NOT pg_has_role('{member}', '{role}', 'MEMBER') THEN "
        f"BEGIN GRANT {role} TO {member}; "
        # Another database of this server does the same at the same moment.
        "EXCEPTION WHEN unique_violation OR internal_error THEN NULL; END; END IF;"
    )
