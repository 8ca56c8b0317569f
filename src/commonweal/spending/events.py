"""Audit events of a body's spending."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class SpendingEvent(EventType):
    LOAD_BEGUN = "spend.begun", _("gave files of payments")
    COLUMNS_FOUND = "spend.columns_found", _("found the columns of the files")
    COLUMNS_CONFIRMED = "spend.columns_confirmed", _("confirmed what the columns mean")
    LOADED = "spend.loaded", _("loaded the payments")
    FAILED = "spend.failed", _("could not load the files")
    TRIED_AGAIN = "spend.tried_again", _("tried again")
    REMOVED = "spend.removed", _("removed the payments")
    SERVES_LINKED = "spend.serves_linked", _("said which mission a service’s spending serves")
    SERVES_REMOVED = "spend.serves_removed", _("took back which mission a service’s spending serves")
    MODEL_ASKED = "spend.model_asked", _("asked to learn the categories of the payments")
    MODEL_LEARNT = "spend.model_learnt", _("learnt the categories of the payments")
    MODEL_FAILED = "spend.model_failed", _("could not learn the categories")
    REGISTER_BEGUN = "spend.register_begun", _("gave a contracts register")
    REGISTER_READ = "spend.register_read", _("read the contracts register")
    REGISTER_FAILED = "spend.register_failed", _("could not read the contracts register")
    REGISTER_REMOVED = "spend.register_removed", _("removed a contracts register")
