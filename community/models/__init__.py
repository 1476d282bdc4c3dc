from community.models.api_key import ApiKey
from community.models.attachment import Attachment
from community.models.board import Board
from community.models.contribution import Contribution
from community.models.conversation import Conversation, Stage
from community.models.customer import Customer
from community.models.delivery import Attempt, Delivery
from community.models.draft import Draft
from community.models.edition import Edition
from community.models.firm import Firm
from community.models.flag import Flag
from community.models.heartbeat import Heartbeat
from community.models.invitation import Invitation
from community.models.legal import LegalPage, LegalVersion
from community.models.mail_rhythm import MailRhythm
from community.models.member import Member
from community.models.mention import Mention
from community.models.notice import Notice, NoticePreference
from community.models.picture import Picture
from community.models.revision import Revision
from community.models.ruling import Ruling
from community.models.session import Session
from community.models.source import Source
from community.models.standing import Standing, StandingParameters, StandingRun
from community.models.tally import Tally
from community.models.unasked import Unasked

__all__ = [
    "ApiKey",
    "Attachment",
    "Attempt",
    "Board",
    "Contribution",
    "Conversation",
    "Customer",
    "Delivery",
    "Draft",
    "Edition",
    "Firm",
    "Flag",
    "Heartbeat",
    "Invitation",
    "LegalPage",
    "LegalVersion",
    "MailRhythm",
    "Member",
    "Mention",
    "Notice",
    "NoticePreference",
    "Picture",
    "Revision",
    "Ruling",
    "Session",
    "Source",
    "Stage",
    "Standing",
    "StandingParameters",
    "StandingRun",
    "Tally",
    "Unasked",
]
