"""What the program speaks of: kinds of field, record types, stamps, changes."""

from app.model.action_plan import ActionPlan, Beneficiary, PlanMeasure, PlanMember
from app.model.attachment import Attachment
from app.model.attendance import Attendance, Registration, age_at
from app.model.body import Body, BodyMember
from app.model.change import (
    CREATED,
    DELETED,
    Change,
    Changes,
    Edit,
    Put,
    Remove,
    Reopen,
    Restore,
    Settle,
    Stored,
    inverse,
)
from app.model.club import Club, ClubCadence, ClubMember, PracticeTask
from app.model.device import Device
from app.model.document_layout import DocumentLayout, IssuedDocument
from app.model.enumerations import ENUMERATIONS, Term, age_band
from app.model.event import AgendaItem, Event, EventOrganisation, EventPerson
from app.model.figures import Headcount, ReachFigure
from app.model.framework import Framework, FrameworkItem
from app.model.group_work import GroupMember, GroupSession, Stakeholder
from app.model.ids import derived_id, new_id
from app.model.monitoring import Indicator, IndicatorValue, MonitoringEntry
from app.model.note import Note
from app.model.organisation import Organisation, Project, Venue
from app.model.person import Consent, Distinction, Person, full_name
from app.model.product import Distribution, Product
from app.model.receipt import Receipt
from app.model.record import Record, check, clean
from app.model.redaction import Redaction
from app.model.register import RECORD_TYPES, parts_of
from app.model.report_text import ReportText
from app.model.resolution import Resolution, ResolutionItem
from app.model.survey import Submission, SubmissionFile, Survey, SurveyFile, SurveyVersion
from app.model.suspect_clock import SuspectClock
from app.model.territory import Territory

__all__ = [
    "CREATED",
    "DELETED",
    "ENUMERATIONS",
    "RECORD_TYPES",
    "ActionPlan",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Beneficiary",
    "Body",
    "BodyMember",
    "Change",
    "Changes",
    "Club",
    "ClubCadence",
    "ClubMember",
    "Consent",
    "Device",
    "Distinction",
    "Distribution",
    "DocumentLayout",
    "Edit",
    "Event",
    "EventOrganisation",
    "EventPerson",
    "Framework",
    "FrameworkItem",
    "GroupMember",
    "GroupSession",
    "Headcount",
    "Indicator",
    "IndicatorValue",
    "IssuedDocument",
    "MonitoringEntry",
    "Note",
    "Organisation",
    "Person",
    "PlanMeasure",
    "PlanMember",
    "PracticeTask",
    "Product",
    "Project",
    "Put",
    "ReachFigure",
    "Receipt",
    "Record",
    "Redaction",
    "Registration",
    "Remove",
    "Reopen",
    "ReportText",
    "Resolution",
    "ResolutionItem",
    "Restore",
    "Settle",
    "Stakeholder",
    "Stored",
    "Submission",
    "SubmissionFile",
    "Survey",
    "SurveyFile",
    "SurveyVersion",
    "SuspectClock",
    "Term",
    "Territory",
    "Venue",
    "age_at",
    "age_band",
    "check",
    "clean",
    "derived_id",
    "full_name",
    "inverse",
    "new_id",
    "parts_of",
]
