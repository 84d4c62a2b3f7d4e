"""The SQL of the audit trail: the functions that write and protect it, and the triggers that call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

NOT_AUDITED: Mapping[str, str] = MappingProxyType(
    {
        "cases_auditevent": "The trail itself; rows are only ever added.",
        "cases_auditseal": "Seals the trail; rows are only ever added.",
        "cases_auditsealrun": "Seals the trail; rows are only ever added.",
        "cases_accessevent": "A log itself; rows are only ever added.",
        "cases_autosave": "Typed and not saved yet, for one person's eyes; saving leaves its trace.",
        "cases_draftrevision": "What a draft held before a save, kept until it is submitted; the trail has the same.",
        "cases_casefacts": "Derived from a version by the rules; `rebuild_facts` makes it anew.",
        "cases_pairfacts": "Derived from a version by the rules; `rebuild_facts` makes it anew.",
        "cases_lungfacts": "Derived from a version by the rules; `rebuild_facts` makes it anew.",
        "cases_caseline": "Derived from a version by the rules; `rebuild_facts` makes it anew.",
        "reports_source": "Loaded from the files of published figures; holds no case.",
        "reports_publishedfigure": "Loaded from the files of published figures; holds no case.",
        "reports_readertopic": "What a publication showed, which anybody can read; rows are only ever added.",
        "reports_reportrunfile": "What was printed of a frozen run, which has its digest; rows are only ever added.",
        "reports_overlap": "Loaded from the files of published figures; holds no case.",
        "reports_savedpopulation": "What reports are asked, kept with who changed it last; holds no case.",
    }
)
"""Tables of the project without audit triggers, and why."""

LEFT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType({"auth_user": ("password", "last_login")})
"""Columns that the trail does not hold: a secret, and a time that every sign-in changes."""

_EVENTS = (
    ("insert", "REFERENCING NEW TABLE AS new_rows"),
    ("update", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    ("delete", "REFERENCING OLD TABLE AS old_rows"),
)
_REFUSED = ("update", "delete", "truncate")

EVENT_DIGEST = """sha256(convert_to(jsonb_build_array(
    e.id, extract(epoch FROM e.at), e.xact, e.table_name, e.row_id, e.operation, e.old, e.new, encode(e.digest, 'hex'),
    e.actor, e.db_role, e.db_login, e.request, e.reason, e.centre_id, e.case_id, e.version_id
)::text, 'UTF8'))"""
"""SHA-256 of an event `e`; free of the session's time zone and formats, the same after a dump and restore.

Kept here and not in a database function, so that who may change functions cannot change what is checked.
"""

SHOWN_FUNCTION = """
CREATE FUNCTION public.cases_audit_shown(whole jsonb, bytes text[], left_out text[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT whole - coalesce(left_out, '{}') || coalesce((
        SELECT jsonb_object_agg(name, jsonb_build_object(
            'sha256', encode(sha256(content), 'hex'), 'bytes', length(content)
        ))
        FROM unnest(bytes) AS name, LATERAL (SELECT decode(substr(whole ->> name, 3), 'hex') AS content) AS file
        WHERE content IS NOT NULL
    ), '{}')
$$;
COMMENT ON FUNCTION public.cases_audit_shown IS
    'A row as the audit trail holds it: files by digest and length, some columns left out.';
"""

_COLUMNS = (
    "at, xact, table_name, row_id, operation, old, new, digest, actor, db_role, db_login, request, reason, "
    "centre_id, case_id, version_id"
)
_ROWS = (
    "(SELECT CASE WHEN bytes IS NULL AND left_out IS NULL THEN to_jsonb(t) "
    "ELSE public.cases_audit_shown(to_jsonb(t), bytes, left_out) END AS j FROM transition_table AS t OFFSET 0)"
)
_CONTEXT = "actor, db_role, session_user, request, reason"


def _rows(table: str) -> str:
    """The rows of a transition table as the trail holds them; OFFSET 0 has each built once."""
    return _ROWS.replace("transition_table", table)


def _belongs(row: str) -> str:
    """Centre, case and version of a row, so that the history of a case is found by index."""
    return (
        f"({row} ->> 'centre_id')::bigint, "
        f"({row} ->> CASE TG_TABLE_NAME WHEN 'cases_case' THEN 'id' ELSE 'case_id' END)::bigint, "
        f"({row} ->> CASE TG_TABLE_NAME WHEN 'cases_caseversion' THEN 'id' ELSE 'version_id' END)::bigint"
    )


# A role that was taken on with SET ROLE shows in the setting `role`; current_user is the function's owner here.
WRITE_FUNCTION = f"""
CREATE FUNCTION public.cases_audit_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET bytea_output = 'hex' SET intervalstyle = 'iso_8601' AS $$
DECLARE
    key constant text := TG_ARGV[0];
    left_out constant text[] := nullif(TG_ARGV[1], '')::text[];
    columns text[];
    bytes text[];
    moment constant timestamptz := clock_timestamp();
    xact constant bigint := pg_current_xact_id()::text::bigint;
    actor constant text := coalesce(nullif(current_setting('tocsin.actor', true), ''), session_user);
    db_role constant text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    request constant text := coalesce(current_setting('tocsin.request', true), '');
    reason constant text := coalesce(current_setting('tocsin.reason', true), '');
BEGIN
    SELECT array_agg(attname::text), array_agg(attname::text) FILTER (WHERE atttypid = 'bytea'::regtype)
        INTO columns, bytes
        FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;
    IF TG_OP = 'INSERT' THEN
        -- A row's text takes half the time of its jsonb, and inserts come by the hundred thousand.
        EXECUTE format(
            'INSERT INTO public.cases_auditevent ({_COLUMNS})
            SELECT $1, $2, $3, %I, $4, NULL, NULL, sha256(convert_to(%s, ''UTF8'')), $5, $6, $7, $8, $9, %s, %s, %s
            FROM new_rows AS t',
            key,
            CASE WHEN left_out IS NULL THEN 't::text' ELSE '(to_jsonb(t) - $10)::text' END,
            CASE WHEN 'centre_id' = ANY (columns) THEN 'centre_id' ELSE 'NULL' END,
            CASE WHEN TG_TABLE_NAME = 'cases_case' THEN 'id'
                WHEN 'case_id' = ANY (columns) THEN 'case_id' ELSE 'NULL' END,
            CASE WHEN TG_TABLE_NAME = 'cases_caseversion' THEN 'id'
                WHEN 'version_id' = ANY (columns) THEN 'version_id' ELSE 'NULL' END
        ) USING moment, xact, TG_TABLE_NAME, 'insert', actor, db_role, session_user::text, request, reason, left_out;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO public.cases_auditevent ({_COLUMNS})
        SELECT moment, xact, TG_TABLE_NAME, j ->> key, 'delete', j, NULL, NULL,
            {_CONTEXT}, {_belongs("j")}
        FROM {_rows("old_rows")} AS o;
    ELSE
        -- Where the key itself changed, the row stands twice: gone from the old key, there under the new one.
        -- Compared as text: 12.0 and 12 are equal numbers and not the same record.
        INSERT INTO public.cases_auditevent ({_COLUMNS})
        SELECT moment, xact, TG_TABLE_NAME, p.j ->> key, 'update', changed.old, changed.new, NULL,
            {_CONTEXT}, {_belongs("p.j")}
        FROM (
            SELECT o.j AS old, n.j AS new, coalesce(n.j, o.j) AS j
            FROM {_rows("old_rows")} AS o
            FULL JOIN {_rows("new_rows")} AS n ON o.j ->> key = n.j ->> key
        ) AS p
        CROSS JOIN LATERAL (
            SELECT jsonb_object_agg(name, p.old -> name) FILTER (WHERE p.old IS NOT NULL) AS old,
                jsonb_object_agg(name, p.new -> name) FILTER (WHERE p.new IS NOT NULL) AS new
            FROM jsonb_object_keys(p.j) AS name
            WHERE (p.old -> name)::text IS DISTINCT FROM (p.new -> name)::text
        ) AS changed
        WHERE changed.old IS NOT NULL OR changed.new IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.cases_audit_write() FROM PUBLIC;
"""  # noqa: S608 - our own text

REFUSE_FUNCTION = """
CREATE FUNCTION public.cases_audit_refuse() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_ARGV[0] = 'insert only' THEN
        RAISE EXCEPTION 'Rows of % are only ever added, never changed or removed.', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RAISE EXCEPTION 'TRUNCATE would leave no trace in the audit trail: delete the rows of % instead.', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;
END $$;
"""


def audit_functions() -> str:
    """The functions that all audit triggers share."""
    return SHOWN_FUNCTION + WRITE_FUNCTION + REFUSE_FUNCTION


def drop_audit_functions() -> str:
    """Remove the functions; their triggers have to be gone."""
    return (
        "DROP FUNCTION public.cases_audit_write();\nDROP FUNCTION public.cases_audit_refuse();\n"
        "DROP FUNCTION public.cases_audit_shown(jsonb, text[], text[]);\n"
    )


def audit_triggers(tables: Iterable[str], *, key: str = "id") -> str:
    """Have every write to `tables` recorded, and TRUNCATE refused; `key` is their primary key.

    For each statement and not for each row: a bulk write pays once. A later migration that adds a table calls it too:
    `migrations.RunSQL(audit_triggers(["cases_x"]), drop_audit_triggers(["cases_x"]))`.
    """
    text = ""
    for table in tables:
        left_out = f"{{{','.join(LEFT_OUT.get(table, ()))}}}" if table in LEFT_OUT else ""
        for event, rows in _EVENTS:
            text += (
                f"CREATE TRIGGER audit_{event} AFTER {event} ON {table} {rows} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION public.cases_audit_write('{key}', '{left_out}');\n"
            )
        text += (
            f"CREATE TRIGGER audit_truncate BEFORE truncate ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION public.cases_audit_refuse('audited');\n"
        )
    return text


def drop_audit_triggers(tables: Iterable[str]) -> str:
    """Remove what `audit_triggers` made."""
    names = [event for event, _ in _EVENTS] + ["truncate"]
    return "".join(f"DROP TRIGGER audit_{name} ON {table};\n" for table in tables for name in names)


def insert_only_triggers(tables: Iterable[str]) -> str:
    """Have UPDATE, DELETE and TRUNCATE of `tables` refused, whoever asks, the owner too."""
    return "".join(
        f"CREATE TRIGGER insert_only_{event} BEFORE {event} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION public.cases_audit_refuse('insert only');\n"
        for table in tables
        for event in _REFUSED
    )


def drop_insert_only_triggers(tables: Iterable[str]) -> str:
    """Remove what `insert_only_triggers` made."""
    return "".join(f"DROP TRIGGER insert_only_{event} ON {table};\n" for table in tables for event in _REFUSED)
