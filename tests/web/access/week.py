"""My week: everybody who is signed in has one."""

from tests.web.access.accounts import signed_in

ACCESS = {"week": signed_in(), "week-calendar": signed_in(), "week-email": signed_in()}
