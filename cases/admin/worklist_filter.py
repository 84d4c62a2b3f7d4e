"""The worklist's filter as a form, as a part of an address, and as what the selector takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.icsr.spec import CodeList
from cases.models.case import Centre
from cases.models.people import SavedFilter
from cases.rules.clocks import Urgency
from cases.rules.workflow import WAITING, VersionKind
from cases.selectors.worklist import NOBODY, Wanted

ME = "me"
_KINDS = (VersionKind.INITIAL, VersionKind.FOLLOW_UP, VersionKind.AMENDMENT)


def reviewers() -> QuerySet[Any]:
    """Those to whom a version can be assigned."""
    people: Any = get_user_model()._default_manager
    who = people.with_perm("cases.triage", backend="django.contrib.auth.backends.ModelBackend")
    return who.order_by("username")


def _choices(first: Any, items: Any) -> list[tuple[str, Any]]:
    return [("", first), *((item.value, _(item.label)) for item in items if isinstance(item, CodeList))]


class FilterForm(forms.Form):
    """What the worklist shows; each field left empty shows all."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=_choices(_("All states"), WAITING))
    urgency = forms.ChoiceField(label=_("Urgency"), required=False, choices=_choices(_("Any urgency"), Urgency))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_choices(_("All kinds"), _KINDS))
    centre = forms.ModelChoiceField(
        label=_("Centre"), required=False, queryset=Centre.objects.all(), empty_label=_("All centres")
    )
    assigned = forms.ChoiceField(label=_("Assigned to"), required=False)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, *args: Any, reviewers: Iterable[Any], user: AbstractBaseUser, **kwargs: Any) -> None:
        """Know the user, and those to whom versions can be assigned."""
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["assigned"]
        others = [(str(person.pk), str(person)) for person in reviewers if person.pk != user.pk]
        field.choices = [("", _("Anybody")), (ME, _("Me")), (NOBODY, _("Nobody")), *others]

    def wanted(self) -> Wanted:
        """The filter as the selector takes it; a field that cannot be understood filters nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        who = chosen.get("assigned") or ""
        centre = chosen.get("centre")
        return Wanted(
            words=chosen.get("q", "").strip(),
            state=chosen.get("state", ""),
            urgency=chosen.get("urgency", ""),
            kind=chosen.get("kind", ""),
            centre=centre.pk if centre else None,
            assigned=who if who in ("", NOBODY) else self.user.pk if who == ME else int(who),
            overdue_on=timezone.localdate() if chosen.get("overdue") else None,
        )

    def as_query(self) -> str:
        """The filter as a part of an address: what is set, and nothing else."""
        self.is_valid()
        sent = [(name, self.data.get(name, "")) for name in self.fields if name in self.cleaned_data]
        return urlencode([(name, value) for name, value in sent if value])


class SavedFilterForm(forms.ModelForm):
    """A filter to keep under a name."""

    class Meta:
        model = SavedFilter
        fields = ("name", "query")
