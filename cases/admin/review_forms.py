"""The forms of a version's steps: a reason, questions to the centre, a signature; and what each step does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from cases.actions.retraction import amend, nullify
from cases.actions.review import (
    Question,
    accept,
    ask,
    put_back,
    return_to_centre,
    take_into_review,
    withdraw_questions,
)
from cases.admin.signature import SignatureForm
from cases.models.case import CaseVersion
from cases.rules.workflow import State, Transition, transition
from cases.rules.workflow import allowed as steps_from

MOST_QUESTIONS = 20
QUESTION_ROWS = 1
OPTIONAL_REASON = ("release",)


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, strip=True, widget=forms.Textarea(attrs={"rows": 2}))


class QuestionForm(forms.Form):
    """One question to the centre, about one element or about the whole case."""

    path = forms.CharField(label=_("About"), required=False, max_length=200, widget=forms.Select)
    text = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, choices: Iterable[Any] = (), **kwargs: Any) -> None:
        """Know what can be asked about."""
        super().__init__(*args, **kwargs)
        self.choices = list(choices)
        widget: Any = self.fields["path"].widget
        widget.choices = [("", _("The whole case")), *self.choices]

    def clean_path(self) -> str:
        """Only what stands in the list."""
        path: str = self.cleaned_data["path"]
        if path and path not in {value for _group, options in self.choices for value, _words in options}:
            raise ValidationError(_("Choose a field from the list, or the whole case."))
        return path


class _Questions(forms.BaseFormSet):
    def clean(self) -> None:
        """At least one question."""
        if not any(self.errors) and not self.asked():
            self.forms[0].add_error("text", _("Write the question."))

    def asked(self) -> list[Question]:
        """The questions that were written."""
        filled = [form.cleaned_data for form in self.forms if form.has_changed() and form.is_valid()]
        return [Question(data["path"], data["text"]) for data in filled]


@dataclass
class StepForms:
    """One step that is offered, with the forms that it needs."""

    step: Transition
    reason: ReasonForm | None = None
    questions: Any = None
    signature: SignatureForm | None = None
    refused: str = ""
    """Why the step was not taken, where no field is to blame."""
    draft: CaseVersion | None = None
    """The open draft of the case, where the step has to do with it."""

    @property
    def is_blocked(self) -> bool:
        """Whether the draft stands in the way of the step."""
        return self.draft is not None and self.name == "amend"

    @property
    def name(self) -> str:
        """The step's name."""
        return self.step.name

    @property
    def is_plain(self) -> bool:
        """Whether a button is all it takes."""
        return not (self.reason or self.questions or self.signature)

    @property
    def is_bound(self) -> bool:
        """Whether it was sent and came back."""
        return any(form.is_bound for form in self._forms()) or bool(self.refused)

    def is_valid(self) -> bool:
        """All forms asked, so that all messages are there at once; the password last, and only if the rest is right."""
        others = [form.is_valid() for form in self._forms() if form is not self.signature]
        return all(others) and (self.signature is None or self.signature.is_valid())

    def _forms(self) -> list[Any]:
        return [form for form in (self.reason, self.questions, self.signature) if form is not None]


def offered(version: CaseVersion, held: set[str]) -> list[Transition]:
    """The steps that a person with the permissions `held` may take now, the most usual first."""
    state = State(version.state)
    steps = [step for step in steps_from(state, held) if step.name not in ("submit", "answer", "nullify")]
    more = []
    if state == State.QUERIED:
        # Asking more while the version waits for answers is no step of its own.
        more = [step for step in steps_from(State.IN_REVIEW, held) if step.name == "ask"]
    if version.submitted_at is not None and state != State.NULLIFIED:
        more += [step for step in steps_from(State.DRAFT, held) if step.name == "nullify"]
    order = ("take", "ask", "accept", "return", "withdraw", "release", "amend", "nullify")
    return sorted([*steps, *more], key=lambda step: order.index(step.name))


def forms_of(step: Transition, request: HttpRequest, choices: Callable[[], Iterable[Any]], *, sent: bool) -> StepForms:
    """The forms of a step: as they were sent, or empty."""
    data: Any = {"data": request.POST} if sent else {}
    made = StepForms(step)
    if step.needs_reason or step.name in OPTIONAL_REASON:
        made.reason = ReasonForm(prefix=step.name, **data)
        made.reason.fields["reason"].required = step.needs_reason
    if step.name == "ask":
        formset: Any = forms.formset_factory(
            QuestionForm, formset=_Questions, extra=QUESTION_ROWS, max_num=MOST_QUESTIONS, validate_max=True
        )
        made.questions = formset(prefix="ask", form_kwargs={"choices": choices()}, **data)
    if step.signed_as:
        made.signature = SignatureForm(request, prefix=step.name, meaning=translate(step.signed_as), **data)
    return made


def carry_out(version: CaseVersion, forms: StepForms, *, by: AbstractBaseUser) -> CaseVersion | None:
    """Take the step; the draft or version that it made, where the reader should go on with that one."""
    reason = forms.reason.cleaned_data["reason"] if forms.reason else ""
    if forms.name == "take":
        take_into_review(version, by=by)
    elif forms.name == "release":
        put_back(version, by=by, reason=reason)
    elif forms.name == "ask":
        ask(version, forms.questions.asked(), by=by)
    elif forms.name == "withdraw":
        withdraw_questions(version, by=by, reason=reason)
    elif forms.name == "return":
        return_to_centre(version, by=by, reason=reason)
    elif forms.name == "accept":
        accept(version, by=by, signed=True)
    elif forms.name == "amend":
        return amend(version, by=by, reason=reason)
    elif forms.name == "nullify":
        return nullify(version.case, by=by, reason=reason, signed=True)
    return None


def label_of(name: str, source: str) -> str:
    """What a reader calls a step that was taken."""
    try:
        return translate(transition(name, State(source)).label)
    except ValueError:
        return name
