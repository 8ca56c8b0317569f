"""URLs of the framework library."""

from django.urls import path

from commonweal.web.library import charters, views

urlpatterns = [
    path("library", views.library, name="library"),
    path("library/load", views.load, name="library-load"),
    path("library/blank.xlsx", views.blank_xlsx, name="library-blank-xlsx"),
    path("library/charters", charters.listed, name="charters"),
    path("library/charters/add", charters.add, name="charter-add"),
    path("library/editions/<edition_id>/yaml", views.edition_yaml, name="library-edition-yaml"),
    path("library/editions/<edition_id>/xlsx", views.edition_xlsx, name="library-edition-xlsx"),
    path("library/editions/<edition_id>", views.edition, name="library-edition"),
    path("library/items/<item_id>", views.item, name="library-item"),
    path("library/items/<item_id>/verify", views.verify, name="library-item-verify"),
    path("library/items/<item_id>/adapt", views.adapt, name="library-item-adapt"),
]
