"""What identifies people becomes ciphertext, in submitted versions too, with keyed digests for exact match."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations, models

import cases.models.encrypted
from cases import vault
from cases.database.audit import audit_triggers, drop_audit_triggers
from cases.vault import keys
from cases.vault.matching import match_digest

TEXTS = {
    "cases_patient": (
        "initials birth_date hospital_record gp_record specialist_record investigation_number last_menstrual_period"
    ).split(),
    "cases_parent": "identification birth_date last_menstrual_period".split(),
    "cases_primarysource": (
        "reporter_title given_name middle_name family_name street city postcode telephone email"
    ).split(),
    "cases_sender": "person_title given_name middle_name family_name street telephone fax email".split(),
    "cases_document": ["included_file_name"],
    "cases_literaturereference": ["included_file_name"],
}
FILES = {"cases_document": ["included_content"], "cases_literaturereference": ["included_content"]}
MATCHED = {
    "cases_patient": ("initials birth_date hospital_record gp_record specialist_record investigation_number").split(),
    "cases_primarysource": ["email"],
}
ROWS, ROWS_WITH_FILES = 500, 5
"""Rows read and written at a time; a file may have 20 MB."""


def encrypt(apps: Any, editor: Any) -> None:
    """Turn all values into ciphertext, and digest those that are matched."""
    keys.forget()
    keys.ensure(editor.connection)
    try:
        _move(editor, vault.encrypt, vault.encrypt_bytes, digest=True)
    except BaseException:
        keys.forget()  # the keys made above go with the transaction
        raise


def decrypt(apps: Any, editor: Any) -> None:
    """Turn all ciphertexts back into values; the digests' columns go by themselves."""
    _move(editor, vault.decrypt, vault.decrypt_bytes, digest=False)
    keys.forget()


def _move(editor: Any, text: Callable[[str], str], content: Callable[[bytes], bytes], *, digest: bool) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TEXTS:
            # Submitted versions never change, and this changes none of what they say.
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            matched = MATCHED.get(table, []) if digest else []
            _rewrite(cursor, table, TEXTS[table], lambda value: text(value) if value else value, ROWS, matched)
            if table in FILES:
                _rewrite(cursor, table, FILES[table], lambda value: content(bytes(value)), ROWS_WITH_FILES, [])
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _rewrite(
    cursor: Any, table: str, columns: list[str], change: Callable[[Any], Any], size: int, matched: list[str]
) -> None:
    targets = [*columns, *(f"{name}_match" for name in matched)]
    statement = f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in targets)} WHERE id = %s"  # noqa: S608
    for rows in _batches(cursor, table, columns, size):
        changed = []
        for key, *values in rows:
            held = dict(zip(columns, values, strict=True))
            digests = [_digest(name, held[name]) for name in matched]
            changed.append((*(None if value is None else change(value) for value in values), *digests, key))
        cursor.executemany(statement, changed)


def _batches(cursor: Any, table: str, columns: list[str], size: int) -> Iterator[list[tuple[Any, ...]]]:
    filled = " OR ".join(f"{name} IS NOT NULL" if name.endswith("_content") else f"{name} <> ''" for name in columns)
    last = 0
    while True:
        cursor.execute(
            f"SELECT id, {', '.join(columns)} FROM {table} "  # noqa: S608 names are written above
            f"WHERE id > %s AND ({filled}) ORDER BY id LIMIT %s",
            [last, size],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def _digest(name: str, value: str) -> str:
    return match_digest(name, value[:8] if name == "birth_date" else value)


class Migration(migrations.Migration):
    """Data keys, encrypted columns, digests, and what was there before moved into them."""

    dependencies = [("cases", "0006_audit_trail")]

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("field", "Encrypts values"), ("match", "Digests values for exact match")],
                        max_length=10,
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("retired", models.BooleanField(default=False, help_text="Still reads; no longer writes.")),
            ],
            options={
                "verbose_name": "data key",
            },
        ),
        migrations.AddConstraint(
            model_name="datakey",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["field", "match"])), name="datakey_purpose"
            ),
        ),
        migrations.AddConstraint(
            model_name="datakey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired", False)), fields=("purpose",), name="datakey_one_in_use"
            ),
        ),
        migrations.RemoveConstraint(
            model_name="parent",
            name="parent_birth_date_date",
        ),
        migrations.RemoveConstraint(
            model_name="parent",
            name="parent_last_menstrual_period_date",
        ),
        migrations.RemoveConstraint(
            model_name="patient",
            name="patient_birth_date_date",
        ),
        migrations.RemoveConstraint(
            model_name="patient",
            name="patient_last_menstrual_period_date",
        ),
        migrations.AlterField(
            model_name="document",
            name="included_content",
            field=cases.models.encrypted.EncryptedBinaryField(blank=True, null=True, verbose_name="File"),
        ),
        migrations.AlterField(
            model_name="document",
            name="included_file_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=255, verbose_name="File: name"
            ),
        ),
        migrations.AlterField(
            model_name="literaturereference",
            name="included_content",
            field=cases.models.encrypted.EncryptedBinaryField(blank=True, null=True, verbose_name="File"),
        ),
        migrations.AlterField(
            model_name="literaturereference",
            name="included_file_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=255, verbose_name="File: name"
            ),
        ),
        migrations.AlterField(
            model_name="parent",
            name="birth_date",
            field=cases.models.encrypted.EncryptedPartialDateField(
                blank=True, default="", verbose_name="Date of birth"
            ),
        ),
        migrations.AlterField(
            model_name="parent",
            name="identification",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Initials"
            ),
        ),
        migrations.AlterField(
            model_name="parent",
            name="last_menstrual_period",
            field=cases.models.encrypted.EncryptedPartialDateField(
                blank=True, default="", verbose_name="Last menstrual period"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="birth_date",
            field=cases.models.encrypted.EncryptedPartialDateField(
                blank=True, default="", verbose_name="Date of birth"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="gp_record",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=20, verbose_name="General practitioner's record number"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="hospital_record",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=20, verbose_name="Hospital record number"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="initials",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Initials"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="investigation_number",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=20, verbose_name="Investigation number"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="last_menstrual_period",
            field=cases.models.encrypted.EncryptedPartialDateField(
                blank=True, default="", verbose_name="Last menstrual period"
            ),
        ),
        migrations.AlterField(
            model_name="patient",
            name="specialist_record",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=20, verbose_name="Specialist's record number"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="city",
            field=cases.models.encrypted.EncryptedTextField(blank=True, default="", max_length=35, verbose_name="City"),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="email",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=100, verbose_name="E-mail"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="family_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Family name"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="given_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Given name"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="middle_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Middle name"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="postcode",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=15, verbose_name="Postcode"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="reporter_title",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=50, verbose_name="Title"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="street",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=100, verbose_name="Street"
            ),
        ),
        migrations.AlterField(
            model_name="primarysource",
            name="telephone",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=33, verbose_name="Telephone"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="email",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=100, verbose_name="E-mail"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="family_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Family name"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="fax",
            field=cases.models.encrypted.EncryptedTextField(blank=True, default="", max_length=33, verbose_name="Fax"),
        ),
        migrations.AlterField(
            model_name="sender",
            name="given_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Given name"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="middle_name",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=60, verbose_name="Middle name"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="person_title",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=50, verbose_name="Title"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="street",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=100, verbose_name="Street"
            ),
        ),
        migrations.AlterField(
            model_name="sender",
            name="telephone",
            field=cases.models.encrypted.EncryptedTextField(
                blank=True, default="", max_length=33, verbose_name="Telephone"
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="birth_date_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="patient",
            name="gp_record_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="patient",
            name="hospital_record_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="patient",
            name="initials_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="patient",
            name="investigation_number_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="patient",
            name="specialist_record_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="primarysource",
            name="email_match",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(
                condition=models.Q(("birth_date_match", ""), _negated=True),
                fields=["birth_date_match"],
                name="patient_birth_date_match",
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(
                condition=models.Q(("hospital_record_match", ""), _negated=True),
                fields=["hospital_record_match"],
                name="patient_hospital_record_match",
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(
                condition=models.Q(("gp_record_match", ""), _negated=True),
                fields=["gp_record_match"],
                name="patient_gp_record_match",
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(
                condition=models.Q(("specialist_record_match", ""), _negated=True),
                fields=["specialist_record_match"],
                name="patient_specialist_recor_match",
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(
                condition=models.Q(("investigation_number_match", ""), _negated=True),
                fields=["investigation_number_match"],
                name="patient_investigation_nu_match",
            ),
        ),
        migrations.RunPython(encrypt, decrypt),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("included_file_name", ""), ("included_file_name__startswith", "v1:"), _connector="OR"
                ),
                name="document_included_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="literaturereference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("included_file_name", ""), ("included_file_name__startswith", "v1:"), _connector="OR"
                ),
                name="literaturereference_included_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="parent",
            constraint=models.CheckConstraint(
                condition=models.Q(("identification", ""), ("identification__startswith", "v1:"), _connector="OR"),
                name="parent_identification_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="parent",
            constraint=models.CheckConstraint(
                condition=models.Q(("birth_date", ""), ("birth_date__startswith", "v1:"), _connector="OR"),
                name="parent_birth_date_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="parent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_menstrual_period", ""), ("last_menstrual_period__startswith", "v1:"), _connector="OR"
                ),
                name="parent_last_menstrual_period_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("initials", ""), ("initials__startswith", "v1:"), _connector="OR"),
                name="patient_initials_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("birth_date", ""), ("birth_date__startswith", "v1:"), _connector="OR"),
                name="patient_birth_date_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("hospital_record", ""), ("hospital_record__startswith", "v1:"), _connector="OR"),
                name="patient_hospital_record_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("gp_record", ""), ("gp_record__startswith", "v1:"), _connector="OR"),
                name="patient_gp_record_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("specialist_record", ""), ("specialist_record__startswith", "v1:"), _connector="OR"
                ),
                name="patient_specialist_record_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("investigation_number", ""), ("investigation_number__startswith", "v1:"), _connector="OR"
                ),
                name="patient_investigation_number_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_menstrual_period", ""), ("last_menstrual_period__startswith", "v1:"), _connector="OR"
                ),
                name="patient_last_menstrual_period_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("reporter_title", ""), ("reporter_title__startswith", "v1:"), _connector="OR"),
                name="primarysource_reporter_title_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_name", ""), ("given_name__startswith", "v1:"), _connector="OR"),
                name="primarysource_given_name_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("middle_name", ""), ("middle_name__startswith", "v1:"), _connector="OR"),
                name="primarysource_middle_name_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("family_name", ""), ("family_name__startswith", "v1:"), _connector="OR"),
                name="primarysource_family_name_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("street", ""), ("street__startswith", "v1:"), _connector="OR"),
                name="primarysource_street_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("city", ""), ("city__startswith", "v1:"), _connector="OR"),
                name="primarysource_city_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("postcode", ""), ("postcode__startswith", "v1:"), _connector="OR"),
                name="primarysource_postcode_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("telephone", ""), ("telephone__startswith", "v1:"), _connector="OR"),
                name="primarysource_telephone_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="primarysource",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("email__startswith", "v1:"), _connector="OR"),
                name="primarysource_email_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("person_title", ""), ("person_title__startswith", "v1:"), _connector="OR"),
                name="sender_person_title_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_name", ""), ("given_name__startswith", "v1:"), _connector="OR"),
                name="sender_given_name_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("middle_name", ""), ("middle_name__startswith", "v1:"), _connector="OR"),
                name="sender_middle_name_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("family_name", ""), ("family_name__startswith", "v1:"), _connector="OR"),
                name="sender_family_name_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("street", ""), ("street__startswith", "v1:"), _connector="OR"),
                name="sender_street_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("telephone", ""), ("telephone__startswith", "v1:"), _connector="OR"),
                name="sender_telephone_cipher",
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("fax", ""), ("fax__startswith", "v1:"), _connector="OR"), name="sender_fax_cipher"
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("email__startswith", "v1:"), _connector="OR"),
                name="sender_email_cipher",
            ),
        ),
        migrations.RunSQL(audit_triggers(["cases_datakey"]), drop_audit_triggers(["cases_datakey"])),
    ]
