"""URLs of my week."""

from django.urls import path

from commonweal.web.week import views

urlpatterns = [
    path("week", views.week, name="week"),
    path("week/email", views.email, name="week-email"),
    path("week/all/<slug:job>", views.whole, name="week-all"),
    path("week.ics", views.calendar, name="week-calendar"),
]
