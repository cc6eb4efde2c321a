# SPDX-License-Identifier: Apache-2.0
"""check_words.py finds what it is for."""

import json
import pathlib
import tempfile
import unittest

import check_words


class Words(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.web = self.root / "server" / "web"
        for name in ("i18n", "templates", "pages", "src/signing"):
            (self.web / name).mkdir(parents=True)
        (self.web / "templates" / "page.html").write_text("<p>[[page.title]]</p>", encoding="utf-8")
        (self.web / "pages" / "page.cc").write_text('words.text("page.note"); text("facet." + name);', encoding="utf-8")
        self.write("en", {"page.title": "Title", "page.note": "Note", "facet.state": "State"})
        for language in ("ar", "zh", "fr", "ru", "es"):
            self.write(language, {})

    def write(self, language, words):
        (self.web / "i18n" / f"{language}.json").write_text(json.dumps(words), encoding="utf-8")

    def found(self):
        return list(check_words.problems(self.root))

    def test_all_is_right(self):
        self.assertEqual(self.found(), [])

    def test_missing(self):
        self.write("en", {"page.title": "Title", "facet.state": "State"})
        self.assertEqual(self.found(), ["page.cc uses page.note, which the catalogue lacks"])

    def test_unused(self):
        self.write("en", {"page.title": "T", "page.note": "N", "facet.state": "S", "page.old": "Old"})
        self.assertEqual(self.found(), ["nothing uses page.old"])

    def test_keys_of_scripts(self):
        (self.web / "src" / "signing" / "sheet.tsx").write_text(
            'say("sign.title"); say(`sign.stage.${stage}`); choice("sign.role.", roles); say(`pledging.step.${step}`);', encoding="utf-8")
        english = {"page.title": "T", "page.note": "N", "facet.state": "S", "sign.title": "T", "sign.stage.a": "A", "sign.role.b": "B",
                   "pledging.step.c": "C"}
        self.write("en", english)
        self.assertEqual(self.found(), [])
        self.write("en", english | {"sign.old": "Old"})
        self.assertEqual(self.found(), ["nothing uses sign.old"])
        del english["sign.title"]
        self.write("en", english)
        self.assertEqual(self.found(), ["sheet.tsx uses sign.title, which the catalogue lacks"])

    def test_only_in_another_language(self):
        self.write("fr", {"page.vieux": "Vieux"})
        self.assertEqual(self.found(), ["fr.json has page.vieux, which en.json lacks"])

    def test_keys_of_scripts(self):
        (self.web / "src" / "keys").mkdir(parents=True)
        (self.web / "src" / "keys" / "page.ts").write_text("say('list.title'); new Fault('silent'); say(`fault.${fault.name}`);",
                                                           encoding="utf-8")
        words = {"page.title": "T", "page.note": "N", "facet.state": "S", "keys.list.title": "L", "keys.fault.silent": "F"}
        self.write("en", words)
        self.assertEqual(self.found(), [])
        self.write("en", {**words, "keys.list.old": "O", "keys.fault.old": "O"})
        self.assertEqual(self.found(), ["nothing uses keys.list.old", "nothing uses keys.fault.old"])

    def test_signs_of_each_language(self):
        for language, good, bad in (
                ("zh", "第{n}条，共{size}条：完。", "第{n}条, 共{size}条"), ("zh", "{n, plural, other {#项}}，CSV", "完."),
                ("ar", "{n} سجل، ثم؟", "سجل, ثم"), ("fr", "Langue\u00a0: «\u00a0{x}\u00a0» 10:30", "Langue : x"),
                ("fr", "Vrai\u202f?", "Vrai?"), ("fr", "«\u00a0{x}\u00a0»", "« {x} »")):
            self.assertIsNone(check_words.faults_of_signs(language, good), good)
            self.assertIsNotNone(check_words.faults_of_signs(language, bad), bad)


if __name__ == "__main__":
    unittest.main()
