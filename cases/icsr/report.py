"""Section C: identification of the report, its sources, sender, literature and study."""

from dataclasses import dataclass

from cases.icsr import codes, codes_fda
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, code, file, flag, several, text, when
from cases.icsr.values import Attachment, NullFlavor
from cases.icsr.words import _

_REPORTER = "MSK ASKU NASK"


@dataclass(frozen=True, kw_only=True)
class Report:
    """Identification of the report (C.1): numbers, dates, type, nullification."""

    TITLE = _("Report")

    safety_report_id: str | None = text(_("Case number of this registry"), "C.1.1", max_length=100)
    created: PartialDate | None = when(_("Date of creation"), "C.1.2", rare=True)
    report_type: codes.ReportType | None = code(codes.ReportType, _("Type of report"), "C.1.3")
    first_received: PartialDate | None = when(
        _("First received"), "C.1.4", help=_("When did someone first report the case?")
    )
    latest_received: PartialDate | None = when(_("Latest information received"), "C.1.5")
    additional_documents: bool | None = flag(_("More documents are available"), "C.1.6.1", rare=True)
    expedited: bool | NullFlavor | None = flag(
        _("Meets the local criteria for an expedited report"), "C.1.7", nulls="NI", rare=True
    )
    local_report_type: codes_fda.LocalReportType | None = code(
        codes_fda.LocalReportType, _("FDA: type of local report"), "FDA.C.1.7.1", rare=True
    )
    worldwide_id: str | None = text(_("Worldwide unique case number"), "C.1.8.1", max_length=100)
    first_sender: codes.FirstSender | None = code(codes.FirstSender, _("First sender"), "C.1.8.2", rare=True)
    other_identifiers: bool | NullFlavor | None = flag(_("Has other case numbers"), "C.1.9.1", nulls="NI", rare=True)
    linked_reports: tuple[str, ...] | None = several(
        _("Numbers of linked reports"), "C.1.10.r", max_length=100, rare=True
    )
    retraction: codes.Retraction | None = code(codes.Retraction, _("Nullification or amendment"), "C.1.11.1", rare=True)
    retraction_reason: str | None = text(
        _("Reason for nullification or amendment"), "C.1.11.2", max_length=2000, rare=True
    )
    combination_product: bool | NullFlavor | None = flag(
        _("FDA: combination product"), "FDA.C.1.12", nulls="NI", rare=True
    )


@dataclass(frozen=True, kw_only=True)
class Document(Row):
    """A document that the sender holds or includes (C.1.6.1.r)."""

    TITLE = _("Document")
    E2B = "C.1.6.1.r"

    description: str | None = text(_("Document"), ".1", max_length=2000)
    included: Attachment | None = file(_("File"), ".2")


@dataclass(frozen=True, kw_only=True)
class CaseIdentifier(Row):
    """Another number of the same case in an earlier transmission (C.1.9.1.r)."""

    TITLE = _("Other case number")
    E2B = "C.1.9.1.r"

    source: str | None = text(_("Whose number it is"), ".1", max_length=100)
    identifier: str | None = text(_("Number"), ".2", max_length=100)


@dataclass(frozen=True, kw_only=True)
class PrimarySource(Row):
    """A person who reported the facts (C.2.r)."""

    TITLE = _("Reporter")
    E2B = "C.2.r"

    qualification: codes.Qualification | NullFlavor | None = code(
        codes.Qualification, _("Qualification"), ".4", nulls="UNK"
    )
    country: str | None = text(_("Country"), ".3", max_length=2, help=_("Two letters, such as NO"))
    primary: codes.PrimarySourceMark | None = code(codes.PrimarySourceMark, _("Primary source"), ".5")
    organisation: str | NullFlavor | None = text(_("Organisation"), ".2.1", nulls=_REPORTER, max_length=60)
    department: str | NullFlavor | None = text(_("Department"), ".2.2", nulls=_REPORTER, max_length=60)
    reporter_title: str | NullFlavor | None = text(
        _("Title"), ".1.1", nulls="MSK ASKU NASK UNK", max_length=50, identifies=True, rare=True
    )
    given_name: str | NullFlavor | None = text(_("Given name"), ".1.2", nulls=_REPORTER, max_length=60, identifies=True)
    middle_name: str | NullFlavor | None = text(
        _("Middle name"), ".1.3", nulls=_REPORTER, max_length=60, identifies=True, rare=True
    )
    family_name: str | NullFlavor | None = text(
        _("Family name"), ".1.4", nulls=_REPORTER, max_length=60, identifies=True
    )
    street: str | NullFlavor | None = text(
        _("Street"), ".2.3", nulls=_REPORTER, max_length=100, identifies=True, rare=True
    )
    city: str | NullFlavor | None = text(_("City"), ".2.4", nulls=_REPORTER, max_length=35, identifies=True, rare=True)
    state: str | NullFlavor | None = text(_("State or province"), ".2.5", nulls=_REPORTER, max_length=40, rare=True)
    postcode: str | NullFlavor | None = text(
        _("Postcode"), ".2.6", nulls=_REPORTER, max_length=15, identifies=True, rare=True
    )
    telephone: str | NullFlavor | None = text(
        _("Telephone"), ".2.7", nulls=_REPORTER, max_length=33, identifies=True, rare=True
    )
    email: str | NullFlavor | None = text(
        _("E-mail"), "FDA.C.2.r.2.8", nulls=_REPORTER, max_length=100, identifies=True, matched=True, rare=True
    )


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends the case on (C.3)."""

    TITLE = _("Sender")
    E2B = "C.3"

    sender_type: codes.SenderType | None = code(codes.SenderType, _("Type of sender"), ".1")
    organisation: str | None = text(_("Organisation"), ".2", max_length=100)
    department: str | None = text(_("Department"), ".3.1", max_length=60, rare=True)
    person_title: str | None = text(_("Title"), ".3.2", max_length=50, identifies=True, rare=True)
    given_name: str | None = text(_("Given name"), ".3.3", max_length=60, identifies=True, rare=True)
    middle_name: str | None = text(_("Middle name"), ".3.4", max_length=60, identifies=True, rare=True)
    family_name: str | None = text(_("Family name"), ".3.5", max_length=60, identifies=True, rare=True)
    street: str | None = text(_("Street"), ".4.1", max_length=100, identifies=True, rare=True)
    city: str | None = text(_("City"), ".4.2", max_length=35, rare=True)
    state: str | None = text(_("State or province"), ".4.3", max_length=40, rare=True)
    postcode: str | None = text(_("Postcode"), ".4.4", max_length=15, rare=True)
    country: str | None = text(_("Country"), ".4.5", max_length=2)
    telephone: str | None = text(_("Telephone"), ".4.6", max_length=33, identifies=True, rare=True)
    fax: str | None = text(_("Fax"), ".4.7", max_length=33, identifies=True, rare=True)
    email: str | None = text(_("E-mail"), ".4.8", max_length=100, identifies=True, rare=True)


@dataclass(frozen=True, kw_only=True)
class LiteratureReference(Row):
    """A publication that describes the case (C.4.r)."""

    TITLE = _("Publication")
    E2B = "C.4.r"

    reference: str | NullFlavor | None = text(_("Reference"), ".1", nulls="ASKU NASK", max_length=500)
    included: Attachment | None = file(_("File"), ".2")


@dataclass(frozen=True, kw_only=True)
class Study:
    """The study in which the reaction was seen (C.5)."""

    TITLE = _("Study")
    E2B = "C.5"

    name: str | NullFlavor | None = text(_("Name of the study"), ".2", nulls="ASKU NASK", max_length=2000)
    sponsor_number: str | NullFlavor | None = text(_("Sponsor's number"), ".3", nulls="ASKU NASK", max_length=50)
    study_type: codes.StudyType | None = code(codes.StudyType, _("Type of study"), ".4")
    ind_number: str | None = text(_("FDA: IND number"), "FDA.C.5.5a", max_length=10, rare=True)
    pre_anda_number: str | None = text(_("FDA: pre-ANDA number"), "FDA.C.5.5b", max_length=10, rare=True)
    cross_reported_inds: tuple[str, ...] | None = several(
        _("FDA: numbers of cross-reported INDs"), "FDA.C.5.6.r", max_length=10, rare=True
    )


@dataclass(frozen=True, kw_only=True)
class StudyRegistration(Row):
    """A public registration of the study (C.5.1.r)."""

    TITLE = _("Study registration")
    E2B = "C.5.1.r"

    registration_number: str | NullFlavor | None = text(
        _("Registration number"), ".1", nulls="ASKU NASK", max_length=50
    )
    country: str | NullFlavor | None = text(_("Country"), ".2", nulls="ASKU NASK", max_length=2)
