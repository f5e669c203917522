"""The register of record types: one line each, parents before what belongs to them."""

from app.model.action_plan import ActionPlan, Beneficiary, PlanMeasure, PlanMember
from app.model.attachment import Attachment
from app.model.attendance import Attendance, Registration
from app.model.body import Body, BodyMember
from app.model.club import Club, ClubCadence, ClubMember, PracticeTask
from app.model.device import Device
from app.model.document_layout import DocumentLayout, IssuedDocument
from app.model.event import AgendaItem, Event, EventOrganisation, EventPerson
from app.model.figures import Headcount, ReachFigure
from app.model.framework import Framework, FrameworkItem
from app.model.group_work import GroupMember, GroupSession, Stakeholder
from app.model.monitoring import Indicator, IndicatorValue, MonitoringEntry
from app.model.note import Note
from app.model.organisation import Organisation, Project, Venue
from app.model.person import Consent, Distinction, Person
from app.model.product import Distribution, Product
from app.model.receipt import Receipt
from app.model.record import Record
from app.model.redaction import Redaction
from app.model.report_text import ReportText
from app.model.resolution import Resolution, ResolutionItem
from app.model.survey import Submission, SubmissionFile, Survey, SurveyFile, SurveyVersion
from app.model.suspect_clock import SuspectClock
from app.model.territory import Territory

RECORD_TYPES: dict[str, type[Record]] = {
    record_type.type_name: record_type
    for record_type in (
        Device,
        Receipt,
        SuspectClock,
        Territory,
        Framework,
        FrameworkItem,
        Organisation,
        Project,
        Venue,
        Person,
        Distinction,
        Consent,
        Redaction,
        Club,
        ClubCadence,
        ClubMember,
        Event,
        AgendaItem,
        EventOrganisation,
        EventPerson,
        Registration,
        Attendance,
        Headcount,
        ReachFigure,
        Product,
        Distribution,
        GroupSession,
        GroupMember,
        Note,
        Stakeholder,
        Resolution,
        ResolutionItem,
        ActionPlan,
        PlanMember,
        PlanMeasure,
        Beneficiary,
        Indicator,
        IndicatorValue,
        MonitoringEntry,
        Body,
        BodyMember,
        PracticeTask,
        Attachment,
        Survey,
        SurveyVersion,
        SurveyFile,
        Submission,
        SubmissionFile,
        DocumentLayout,
        IssuedDocument,
        ReportText,
    )
}


def parts_of(record_type: type[Record]) -> list[tuple[type[Record], str]]:
    """The types whose records are deleted together with one of this type, and by which link."""
    return [
        (part, owner)
        for part in RECORD_TYPES.values()
        for owner in part.owners()
        if getattr(part.kinds()[owner], "to", "") == record_type.type_name
    ]
