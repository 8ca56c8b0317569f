"""A person at a browser without JavaScript, for tests that walk through forms."""

import re

from django.test import Client


class Pages:
    """Opens a form, fills what is given, sends the whole of it."""

    def __init__(self, person):
        self.client = Client()
        self.client.force_login(person)

    def open(self, url):
        response = self.client.get(url)
        assert response.status_code == 200, f"{url} gave {response.status_code}"
        return response.content.decode()

    def send(self, url, **given):
        page = self.open(url)
        data = self.filled(page) | given
        response = self.client.post(url, data)
        assert response.status_code == 302, self.problems(response)
        return response["Location"]

    @staticmethod
    def filled(page):
        form = page[page.index('name="form_key"') - 400 :]
        data = {}
        for tag in re.findall(r"<input[^>]+>", form):
            name = re.search(r'name="([^"]+)"', tag)
            value = re.search(r'value="([^"]*)"', tag)
            chosen = "checked" in tag or not re.search(r'type="(radio|checkbox)"', tag)
            if name and chosen and name[1] != "csrfmiddlewaretoken":
                data[name[1]] = value[1] if value else ""
        data |= dict(re.findall(r'<textarea[^>]+name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
        for name, options in re.findall(r'<select[^>]+name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
            chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
            data[name] = chosen[1] if chosen else ""
        return data

    @staticmethod
    def problems(response):
        page = response.content.decode()
        return response.status_code, re.findall(r"<li>\s*(?:<a[^>]*>)?([^<]+)", page)[:12]
