"""What people may read of cases beyond the case itself; what they may do with it stands in the workflow."""

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class ReadingPermission(CodeList):
    """Names of permissions with what they allow."""

    IDENTITY = "view_identity", _("See who the patient and the reporter are, and open attachments")
    HISTORY = "read_history", _("Read who changed what in a case")
    ALL_CENTRES = "view_all_centres", _("See the cases of all centres")
    CODES = "code_terms", _("See and choose dictionary codes")
