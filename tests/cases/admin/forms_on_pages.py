"""Reads the case form out of a page, as a browser would send it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

ADD = "/admin/cases/caseversion/add/"


class _Reader(HTMLParser):
    """Collects what inputs hold; what stands in a template element is not sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.options: dict[str, list[str]] = {}
        self._templates = 0
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._templates += tag == "template"
        name = given.get("name", "")
        if self._templates:
            return
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select":
            self._select, self.options[name] = name, []
            self.sent[name] = ""
        elif tag == "option" and self._select:
            self.options[self._select].append(given["value"])
            if "selected" in given:
                self.sent[self._select] = given["value"]
        elif tag == "textarea":
            self._textarea, self.sent[name] = name, ""

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "checkbox":
            if "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value", "on"))
        elif kind not in ("file", "submit"):
            self.sent[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if tag == "select":
            self._select = ""
        if tag == "textarea" and self._textarea:
            # A browser drops the line break that the server puts behind the opening tag.
            self.sent[self._textarea] = self.sent[self._textarea].removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.sent[self._textarea] += data


@dataclass
class CaseForm:
    """The form of one page and the way to send it."""

    client: Client
    url: str
    values: dict[str, Any] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    html: str = ""

    @classmethod
    def on(cls, client: Client, url: str) -> CaseForm:
        """Open the page."""
        response = client.get(url)
        assert response.status_code == 200
        return cls.read(client, url, response.content.decode())

    @classmethod
    def read(cls, client: Client, url: str, html: str) -> CaseForm:
        """Take the form out of the page."""
        reader = _Reader()
        reader.feed(html)
        return cls(client, url, reader.sent, reader.options, html)

    def fill(self, row: str, **answers: Any) -> CaseForm:
        """Write into the fields of a row; a row that is not there yet is added."""
        section, _, index = row.rpartition("-")
        total = f"{section}-TOTAL_FORMS"
        self.values[total] = str(max(int(self.values[total]), int(index) + 1))
        self.values |= {f"{row}-{name}": answer for name, answer in answers.items()}
        return self

    def send(self, button: str = "_save") -> CaseForm:
        """Send the form and read the page that comes back."""
        response = self.client.post(self.url, {**self.values, button: "1"}, follow=True)
        assert response.status_code == 200
        url = response.redirect_chain[-1][0] if response.redirect_chain else self.url
        return CaseForm.read(self.client, url, response.content.decode())

    def error_at(self, name: str) -> str:
        """The message that stands at a field."""
        _, found, after = self.html.partition(f'id="id_{name}_error">')
        return after.partition("<")[0] if found else ""
