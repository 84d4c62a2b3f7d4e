"""The page, the downloads and the API: for staff only, the same figures as the command."""

import json

import pytest
from django.contrib import admin
from django.test import override_settings
from django.urls import include, path, reverse

from reports.models import PublishedFigure, Source
from reports.renderers import RENDERERS
from reports.tables.catalogue import make_report
from tests.reports.builders import DAH, accepted

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("registry.signin.urls")),
    path("", include("reports.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
ASKED = {"drug": "alemtuzumab", "reaction": DAH}


@pytest.fixture
def staff(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("staff"))
    return client


@pytest.fixture
def case():
    return accepted()


def test_strangers_are_sent_to_sign_in(client, case):
    assert client.get(reverse("reports:report", args=["vigibase"])).status_code == 302
    assert client.get(reverse("reports:api-report", args=["vigibase"])).status_code == 403


def test_users_who_are_not_staff_see_nothing(client, django_user_model, case):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(reverse("reports:report", args=["vigibase"])).status_code == 403
    assert client.get(reverse("reports:api-report", args=["vigibase"])).status_code == 403


@override_settings(STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}})
def test_the_page_shows_the_tables_without_any_script(staff, case):
    response = staff.get(reverse("reports:report", args=["vigibase"]), ASKED)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Alemtuzumab: reports of diffuse alveolar haemorrhage" in page
    assert "Multiple sclerosis" in page
    assert "drug=alemtuzumab" in page
    assert "format=csv" in page
    assert "<script" not in page
    assert " style=" not in page
    assert "<style" not in page


def test_an_unknown_name_is_said_on_the_page(staff, case):
    response = staff.get(reverse("reports:report", args=["vigibase"]), {"drug": "<b>nonsense"})
    assert response.status_code == 400
    assert "&lt;b&gt;nonsense" in response.content.decode()


def test_an_unknown_form_is_said_on_the_page(staff, case):
    response = staff.get(reverse("reports:report", args=["vigibase"]), {"format": "doc"})
    assert response.status_code == 400
    assert "There is no form" in response.content.decode()


@pytest.mark.parametrize("form", RENDERERS)
def test_downloads_are_the_bytes_of_the_renderers(staff, case, form):
    response = staff.get(reverse("reports:report", args=["vigibase"]), {**ASKED, "format": form})
    assert response.getvalue() == RENDERERS[form].render(make_report("vigibase", ASKED))
    assert response["Content-Type"] == RENDERERS[form].media_type
    assert "vigibase-2025-03-31." in response["Content-Disposition"]


def test_the_api_gives_the_bytes_of_the_command(staff, case):
    response = staff.get(reverse("reports:api-report", args=["vigibase"]), {**ASKED, "as_of": "2025-03-31"})
    assert response["Content-Type"] == "application/json"
    assert response.getvalue() == RENDERERS["json"].render(make_report("vigibase", ASKED))


def test_the_api_says_what_is_not_known(staff, case):
    response = staff.get(reverse("reports:api-report", args=["vigibase"]), {"drug": "nonsense"})
    assert response.status_code == 400
    assert "No drug 'nonsense' is known." in json.loads(response.content)["detail"]


def test_published_figures_can_be_listed_and_edited(staff, django_user_model):
    source = Source.objects.create(key="paper", citation="A paper")
    figure = PublishedFigure.objects.create(
        key="one", series="Somebody", source=source, place="Page 1", population="Everybody",
        measure="reports", of_what="Reports", reports=5,
    )  # fmt: skip
    listed = staff.get(reverse("admin:reports_publishedfigure_changelist"))
    assert "Somebody" in listed.content.decode()
    assert staff.get(reverse("admin:reports_source_changelist")).status_code == 200
    address = reverse("admin:reports_publishedfigure_change", args=[figure.pk])
    form = staff.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None}
    inline = {"overlaps-TOTAL_FORMS": 0, "overlaps-INITIAL_FORMS": 0}
    data |= {name: ",".join(data[name]) for name in ("derived", "at_least", "indication_groups")}
    response = staff.post(address, {**data, **inline, "reports": 6})
    assert response.status_code == 302
    figure.refresh_from_db()
    assert (figure.reports, figure.changed_by) == (6, django_user_model.objects.get())
