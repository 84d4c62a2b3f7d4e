"""Files leave as downloads: for those who may see the version, under a plain name, never shown on our pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from cases.admin.downloads import attachment_response
from cases.icsr.report import Document, LiteratureReference
from cases.icsr.values import Attachment
from cases.models import CaseVersion, Membership
from tests.cases.admin.conftest import page_of
from tests.cases.builders import accepted, draft, minimal
from tests.cases.files.examples import pdf, png

pytestmark = pytest.mark.django_db
SCAN = Attachment(png(), "image/png", "ct \u00fcber.png")


@pytest.fixture
def version() -> CaseVersion:
    """A draft with two documents, one without a file, and a publication."""
    return draft(
        minimal(
            documents=(Document(description="on paper"), Document(included=SCAN)),
            literature=(LiteratureReference(included=Attachment(pdf(), "application/pdf", "paper.pdf")),),
        )
    )


def address(version: CaseVersion, section: str = "documents", number: int = 2) -> str:
    return f"/admin/cases/caseversion/{version.pk}/file/{section}/{number}/"


def test_a_file_is_a_download_that_no_browser_opens_here(admin_client: Client, version: CaseVersion) -> None:
    response = admin_client.get(address(version))
    assert response.status_code == 200
    assert response.content == SCAN.content
    assert (
        response.headers.items()
        >= {
            "Content-Type": "application/octet-stream",
            "Content-Disposition": "attachment; filename*=utf-8''ct%20%C3%BCber.png",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        }.items()
    )
    paper = admin_client.get(address(version, "literature", 1))
    assert (paper.content, paper["Content-Disposition"]) == (pdf(), 'attachment; filename="paper.pdf"')


@pytest.mark.parametrize(
    ("section", "number"), [("documents", 1), ("documents", 3), ("literature", 2), ("patient", 1), ("nothing", 1)]
)
def test_what_is_not_there_is_not_found(admin_client: Client, version: CaseVersion, section: str, number: int) -> None:
    assert admin_client.get(address(version, section, number)).status_code == 404
    assert admin_client.get(f"/admin/cases/caseversion/999999/file/{section}/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        (("view_caseversion", "view_identity"), 200),
        (("view_caseversion",), 403),
        (("view_centre", "view_identity"), 403),
    ],
)
def test_who_may_not_see_the_version_gets_no_file(
    client: Client, version: CaseVersion, django_user_model: Any, permissions: tuple[str, ...], status: int
) -> None:
    user = django_user_model.objects.create_user("someone", password="-", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    Membership.objects.create(user=user, centre=version.centre)
    client.force_login(user)
    assert client.get(address(version)).status_code == status


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, version: CaseVersion) -> None:
    assert client.get(address(version)).status_code == 302


def test_a_file_cannot_be_sent_to(admin_client: Client, version: CaseVersion) -> None:
    assert admin_client.post(address(version)).status_code == 405


def test_form_and_reading_page_lead_to_the_file(admin_client: Client, version: CaseVersion) -> None:
    form = admin_client.get(page_of(version)).content.decode()
    assert f'<a href="{address(version)}">ct \u00fcber.png, ' in form
    done = accepted(minimal(documents=(Document(included=Attachment(png(), "image/png", "<b>.png")),)))
    page = admin_client.get(page_of(done)).content.decode()
    assert f'<a href="{address(done, number=1)}">&lt;b&gt;.png, ' in page


@pytest.mark.parametrize(
    ("media_type", "name", "saved_as"),
    [
        ("application/pdf", "scan.pdf", "scan.pdf"),
        ("application/pdf", "scan.exe", "scan.exe.pdf"),
        ("image/jpeg", "photo.JPEG", "photo.JPEG"),
        ("application/dicom", "IM000001", "IM000001.dcm"),
        ("text/html", "page.html", "page.html"),
        ("", "../../x", "x"),
        ("image/png", "", "file.png"),
    ],
)
def test_a_name_fits_what_the_file_is(media_type: str, name: str, saved_as: str) -> None:
    response = attachment_response(Attachment(b"x", media_type, name))
    assert response["Content-Disposition"] == f'attachment; filename="{saved_as}"'
    assert response["Content-Type"] == "application/octet-stream"
