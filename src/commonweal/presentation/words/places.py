"""Sentences for errors of places and boundaries."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "place.parent_of_wrong_kind": _("A place of this kind cannot lie there"),
    "place.parent_unknown": _("The list names a place within one that it does not hold"),
    "place.circle": _("A place cannot lie within itself"),
    "place.body_is_real": _("Only a fictional body can have an area that is on no map."),
    "place.kind_not_loaded": _("Choose wards, localities, estates or neighbourhoods"),
    "place.kind_not_by_hand": _("Choose a locality, an estate or a neighbourhood"),
    "place.name_taken": _("There is a place called “%(name)s” here already"),
    "place.not_by_hand": _("Only a place that your organisation added by hand can be changed."),
    "place.file_too_large": _("The file must be smaller than %(limit)s MB"),
    "place.file_not_text": _("The file must be GeoJSON or TopoJSON, which are text files in UTF-8"),
}
