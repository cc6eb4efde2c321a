# SPDX-License-Identifier: Apache-2.0
"""Checks a server's answers against its own OpenAPI document."""

import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

NOTES = {"description", "format", "contentEncoding", "contentMediaType", "discriminator"}
TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
# keyword -> (the type that it applies to, whether the value is valid)
LIMITS = {
    "required": (dict, lambda given, value: set(given) <= set(value)),
    "minProperties": (dict, lambda given, value: len(value) >= given),
    "maxProperties": (dict, lambda given, value: len(value) <= given),
    "minItems": (list, lambda given, value: len(value) >= given),
    "maxItems": (list, lambda given, value: len(value) <= given),
    "minimum": (int, lambda given, value: value >= given),
    "maximum": (int, lambda given, value: value <= given),
    "pattern": (str, lambda given, value: re.search(given, value) is not None),
    "maxLength": (str, lambda given, value: len(value) <= given),
}


class Checker:
    """Collects the errors of a value; a keyword or member that no schema knows is an error too."""

    def __init__(self, document):
        self.document = document
        self.errors = []
        self.named = {}  # place -> the members that schemas name; None where others may stand there
        self.objects = {}

    def check(self, schema, value, place=""):
        if isinstance(value, dict):
            self.objects[place] = value
        for keyword, given in schema.items():
            if keyword in NOTES:
                continue
            method = getattr(self, "check_" + keyword.replace("$", ""), None)
            if method is not None:
                method(given, schema, value, place)
            elif keyword not in LIMITS:
                self.errors.append(f"{place}: unknown keyword {keyword}")
            elif isinstance(value, LIMITS[keyword][0]) and not LIMITS[keyword][1](given, value):
                self.errors.append(f"{place}: not within {keyword} {given}: {str(value)[:80]}")

    def finish(self):
        for place, names in self.named.items():
            if names is not None:
                self.errors += [f"{place}/{name}: in no schema" for name in self.objects[place] if name not in names]
        return self.errors

    def check_ref(self, given, _schema, value, place):
        found = self.document
        for part in given.removeprefix("#/").split("/"):
            found = found[part]
        self.check(found, value, place)

    def check_type(self, given, _schema, value, place):
        if not any(TYPES[name](value) for name in ([given] if isinstance(given, str) else given)):
            self.errors.append(f"{place}: {str(value)[:80]} is not {given}")

    def check_const(self, given, _schema, value, place):
        self.check_enum([given], None, value, place)

    def check_enum(self, given, _schema, value, place):
        if value not in given:
            self.errors.append(f"{place}: {str(value)[:80]} is none of {given}")

    def check_allOf(self, given, _schema, value, place):  # noqa: N802
        for each in given:
            self.check(each, value, place)

    def check_anyOf(self, given, _schema, value, place):  # noqa: N802
        tried = []
        for each in given:
            checker = Checker(self.document)
            checker.check(each, value, place)
            tried.append(checker)
        fitting = [checker for checker in tried if not checker.errors]
        if not fitting:
            self.errors.append(f"{place}: fits no choice: {[checker.errors[0] for checker in tried]}")
        for checker in fitting:
            self.objects.update(checker.objects)
            for at, names in checker.named.items():
                self.name(at, names)
        return len(fitting)

    def check_oneOf(self, given, schema, value, place):  # noqa: N802
        if self.check_anyOf(given, schema, value, place) > 1:
            self.errors.append(f"{place}: fits several choices")

    def check_properties(self, given, _schema, value, place):
        if isinstance(value, dict):
            self.name(place, set(given))
            for name in given.keys() & value.keys():
                self.check(given[name], value[name], f"{place}/{name}")

    def check_additionalProperties(self, given, schema, value, place):  # noqa: N802
        if not isinstance(value, dict):
            return
        others = value.keys() - schema.get("properties", {}).keys()
        if given is False:
            self.errors += [f"{place}/{name}: not allowed" for name in others]
            return
        self.name(place, None)
        for name in others if isinstance(given, dict) else ():
            self.check(given, value[name], f"{place}/{name}")

    def check_propertyNames(self, given, _schema, value, place):  # noqa: N802
        for name in value if isinstance(value, dict) else ():
            self.check(given, name, f"{place}/{name}")

    def check_items(self, given, _schema, value, place):
        for at, item in enumerate(value if isinstance(value, list) else ()):
            self.check(given, item, f"{place}/{at}")

    def name(self, place, names):
        known = self.named.get(place, set())
        self.named[place] = None if names is None or known is None else known | names


class Server:
    """Sends requests to a server; the test fails if an answer does not match the document."""

    def __init__(self, address):
        self.address = address
        self.document = json.loads(self.fetch("/api/v1/openapi.json")[2])

    def fetch(self, target):
        """Status, content type and body."""
        try:
            with urllib.request.urlopen(self.address + target, timeout=30) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get_content_type(), error.read().decode("utf-8")

    def json(self, target, status=200):
        found, content_type, body = self.fetch(target)
        if found != status:
            sys.exit(f"GET {target}: status {found} instead of {status}: {body}")
        responses = self.path_item(target.partition("?")[0])["get"]["responses"]
        response = responses.get(str(found), responses["default"])
        schema = response["content"][content_type]["schema"]
        checker = Checker(self.document)
        checker.check(schema, json.loads(body))
        if errors := checker.finish():
            sys.exit("\n".join([f"GET {target} is not as the document says:", *errors[:20]]))
        return json.loads(body)

    def path_item(self, path):
        paths = self.document["paths"]
        if path in paths:
            return paths[path]
        for pattern, item in paths.items():
            if re.fullmatch(re.sub(r"\{[a-z]+\}", "[^/]+", pattern), path):
                return item
        return sys.exit(f"{path} is not in the document")
