"""Who may do what with which table: applied after every migration, as a whole, so that nothing is left from before.

A table of this application that nobody has classified here is open to nobody; a test fails for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cases.database.roles import AUDITOR, CENTRE, FIGURES, IN_TRANSACTION, SERVICE, SITE, STAFF, WEB

READ = "SELECT"
ADD = "SELECT, INSERT"
CHANGE = "SELECT, INSERT, UPDATE, DELETE"
OWN_ACCOUNT = "SELECT, UPDATE"
"""A trigger keeps what an account may do from everybody but the staff (registry/migrations)."""


@dataclass(frozen=True)
class Access:
    """Privileges on a table, by role of the database; a role that is left out may do nothing."""

    privileges: Mapping[str, str]
    secured: bool = True
    """Whether the table has row-level security, because its rows belong to a centre or to the staff."""
    by_centre: bool = True
    """Whether centres see their own rows of it."""


SECTION = Access({CENTRE: CHANGE, STAFF: CHANGE, SERVICE: READ, AUDITOR: READ})
"""A section of a case. That submitted versions never change is the task of the triggers."""
CASE = Access({CENTRE: "SELECT, INSERT, DELETE", STAFF: CHANGE, SERVICE: READ, AUDITOR: READ, FIGURES: READ})
VERSION = Access({CENTRE: CHANGE, STAFF: CHANGE, SERVICE: READ, AUDITOR: READ, FIGURES: READ})
FACTS = Access(
    {
        CENTRE: "SELECT, INSERT, DELETE",
        STAFF: "SELECT, INSERT, DELETE",
        SERVICE: READ,
        AUDITOR: READ,
        FIGURES: READ,
    }
)
WRITTEN_BY_BOTH = Access({CENTRE: ADD, STAFF: ADD, SERVICE: READ, AUDITOR: READ})
WRITTEN_BY_STAFF = Access({CENTRE: READ, STAFF: ADD, SERVICE: READ, AUDITOR: READ})
ENVELOPE = Access({CENTRE: READ, STAFF: CHANGE, SERVICE: CHANGE, AUDITOR: READ}, by_centre=False)
"""Centres may ask and are told that there is none: deleting a draft looks for messages that hold on to it."""
LOOKED_UP = Access({SITE: READ, WEB: READ, STAFF: CHANGE}, secured=False)
"""Holds nothing of any case: read by all, kept by the staff."""
SHOWN_TO_ALL = Access({SITE: READ, WEB: READ, STAFF: ADD, SERVICE: ADD}, secured=False)
KEPT_FOR_STAFF = Access({STAFF: ADD, SERVICE: ADD, AUDITOR: READ}, secured=False)
"""Holds figures without small numbers hidden, of no centre."""
WORKED_OFF = Access({STAFF: CHANGE, SERVICE: "SELECT, UPDATE", AUDITOR: READ}, secured=False)
"""What the staff set up and a job works off."""
OF_A_PERSON = Access({SITE: READ, STAFF: CHANGE}, secured=False)

TABLES: Mapping[str, Access] = {
    "cases_case": CASE,
    "cases_caseversion": VERSION,
    "cases_casefacts": FACTS,
    "cases_pairfacts": FACTS,
    "cases_lungfacts": FACTS,
    "cases_caseline": FACTS,
    "cases_confirmation": SECTION,
    "cases_draftrevision": Access({CENTRE: CHANGE, STAFF: CHANGE, SERVICE: READ, AUDITOR: READ}),
    # What somebody typed and has not saved: for that person alone, whatever the role.
    "cases_autosave": Access({CENTRE: CHANGE, STAFF: CHANGE}),
    "cases_step": WRITTEN_BY_BOTH,
    "cases_query": WRITTEN_BY_STAFF,
    "cases_answer": WRITTEN_BY_BOTH,
    # Triggers write the trail with the owner's rights; nobody else can.
    "cases_auditevent": Access({CENTRE: READ, STAFF: READ, SERVICE: READ, AUDITOR: READ}),
    "cases_auditseal": Access({SERVICE: ADD}, secured=False),
    "cases_auditsealrun": Access({SERVICE: ADD}, secured=False),
    "cases_accessevent": Access({CENTRE: ADD, STAFF: ADD, SERVICE: READ, AUDITOR: ADD}),
    "cases_batch": ENVELOPE,
    "cases_message": ENVELOPE,
    # The wrapped keys; what opens them is not in the database.
    "cases_datakey": Access({SITE: READ, WEB: READ}, secured=False),
    "cases_centre": LOOKED_UP,
    "cases_term": LOOKED_UP,
    "cases_termrelease": LOOKED_UP,
    "cases_membership": LOOKED_UP,
    "cases_savedfilter": OF_A_PERSON,
    # What anybody may read: small numbers never come here.
    "reports_publication": SHOWN_TO_ALL,
    "reports_readertopic": SHOWN_TO_ALL,
    "reports_reportrun": KEPT_FOR_STAFF,
    "reports_reportrunfile": KEPT_FOR_STAFF,
    "reports_schedule": WORKED_OFF,
    "reports_schedule_recipients": WORKED_OFF,
}
"""The tables of this application, and those that readers see, but for the sections, which are all alike."""

_ACCOUNTS = Access({SITE: READ, WEB: READ, STAFF: CHANGE}, secured=False)
_WORKING = Access({SITE: CHANGE, WEB: CHANGE}, secured=False)
OTHERS: Mapping[str, Access] = {
    "auth_user": Access({SITE: OWN_ACCOUNT, WEB: OWN_ACCOUNT, STAFF: CHANGE}, secured=False),
    "auth_group": _ACCOUNTS,
    "auth_permission": Access({SITE: READ, WEB: READ}, secured=False),
    "auth_group_permissions": _ACCOUNTS,
    "auth_user_groups": _ACCOUNTS,
    "auth_user_user_permissions": _ACCOUNTS,
    "django_content_type": Access({SITE: READ, WEB: READ}, secured=False),
    "django_migrations": Access({SITE: READ, WEB: READ}, secured=False),
    "django_admin_log": Access({SITE: ADD}, secured=False),
    "django_session": _WORKING,
}
"""Tables of other applications that need a word of their own."""
WORKING_PREFIXES = ("procrastinate_", "account_", "mfa_", "socialaccount_", "registry_")
"""Beginnings of the names of tables that sign-in and jobs work with; they hold no cases."""
LOOKED_UP_PREFIXES = ("reports_",)


def access_of(table: str, sections: Iterable[str]) -> Access | None:
    """The access to a table; None when nobody has said."""
    known = TABLES.get(table) or OTHERS.get(table)
    if known is not None:
        return known
    if table in sections:
        return SECTION
    if table.startswith(WORKING_PREFIXES):
        return _WORKING
    return LOOKED_UP if table.startswith(LOOKED_UP_PREFIXES) else None


def statements(tables: Iterable[str], sections: Iterable[str]) -> Iterator[str]:
    """SQL that takes away what was granted before and grants what stands here."""
    held = ", ".join((SITE, WEB, *IN_TRANSACTION))
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {held};"
    sections = frozenset(sections)
    for table in tables:
        access = access_of(table, sections)
        for role, privileges in access.privileges.items() if access else ():
            yield f'GRANT {privileges} ON "{table}" TO {role};'
    # Tables of jobs count with sequences; Django's identity columns need no privilege on theirs.
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {SITE}, {WEB};"
