"""My week: everybody who is signed in has one."""

from tests.web.access.accounts import signed_in

ACCESS = {
    "week": signed_in(),
    "week-all": signed_in(args=lambda world: {"job": "report_late"}),
    "week-calendar": signed_in(),
    "week-email": signed_in(),
}
