"""The base of every screen: the theme's classes, one permission for a version and all its sections."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin as ThemeModelAdmin
from unfold.admin import StackedInline as ThemeInline

from cases.admin.formsets import SectionFormSet, formset_for
from cases.admin.identity import may_identify
from cases.icsr import ICSR
from cases.icsr.spec import Part, elements, parts
from cases.models.case import CaseVersion
from cases.models.section import MODEL_OF
from cases.rules.permissions import ReadingPermission

PARTS: dict[str, Part] = {part.name: part for part in parts(ICSR)}


class ModelAdmin(ThemeModelAdmin):
    """A screen of the registry: what is there can be seen and changed, and is not deleted."""

    list_per_page = 50

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object; 404 when there is none that the user can see, and never a word about which of the two it is."""
        found = super().get_object(request, object_id, from_field)
        if found is None or not self.has_view_or_change_permission(request, found):
            raise Http404
        return found

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters of a list; that by centre, which names all centres, for those who may see who they are."""
        named = super().get_list_filter(request)
        return named if request.user.has_perm("cases.view_centre") else [it for it in named if not _by_centre(it)]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted unless a screen says so."""
        return False


def _by_centre(item: Any) -> bool:
    return isinstance(item, str) and item.rpartition("__")[2] == "centre"


def may_code(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user sees dictionary codes; centres never do."""
    return user.has_perm(f"cases.{ReadingPermission.CODES.value}")  # type: ignore[union-attr]


class SectionInline(ThemeInline):
    """One section of a version; who may change the version may change its sections, and nobody else."""

    template = "cases/admin/section.html"
    part: ClassVar[Part]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[SectionFormSet]:
        """The rows, with or without dictionary codes and what identifies people."""
        user = request.user
        return formset_for(self.part, coding=may_code(user), identity=may_identify(user))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """All elements, for Django's own checks; the template lays them out."""
        return [(None, {"fields": [name for name, _ in elements(self.part.record)]})]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the version."""
        return request.user.has_perm("cases.view_caseversion") or request.user.has_perm("cases.change_caseversion")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the version."""
        draft = obj is None or not isinstance(obj, CaseVersion) or obj.is_draft
        return draft and (
            request.user.has_perm("cases.change_caseversion")
            or (obj is None and request.user.has_perm("cases.add_caseversion"))
        )

    has_add_permission = has_change_permission
    has_delete_permission = has_change_permission


@cache
def inline_for(name: str) -> type[SectionInline]:
    """The inline of the section with this name in the ICSR."""
    part = PARTS[name]
    model: type[models.Model] = MODEL_OF[part.record]
    title = gettext_lazy(part.record.TITLE)  # type: ignore[attr-defined]
    attrs = {
        "part": part,
        "model": model,
        "verbose_name": title,
        "verbose_name_plural": title,
        "__module__": __name__,
    }
    return type(f"{part.record.__name__}Inline", (SectionInline,), attrs)
