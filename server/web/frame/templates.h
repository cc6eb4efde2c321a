// SPDX-License-Identifier: Apache-2.0
// Templates: the pages' HTML in templates/, filled with values. A value is escaped for the place
// where it stands: content, attribute or address (ctemplate's auto-escaping). `[[key]]` is a
// message of the catalogue; `{x}` in the message becomes the field `x`.
//
// Each template is compiled once for each language, at the first use of any, and again by
// `use_templates`.
//
// Threads: `render` any; a Fields belongs to one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/web/frame/html.h"
#include "server/web/words/language.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace pledgebook::server {

class Fields {
 public:
  Fields();
  ~Fields();
  Fields(Fields&&) noexcept;
  Fields& operator=(Fields&&) noexcept;

  // `{{name}}`, in this section and those within it. The fields are kept as they are given.
  Fields& set(std::string_view name, std::string_view text);
  Fields& set(std::string_view name, const char* text) { return set(name, std::string_view(text)); }
  Fields& set(std::string_view name, std::int64_t number);
  // `{{name:none}}`
  Fields& set(std::string_view name, const Html& html);
  // `{{#name}}…{{/name}}`: once more, with fields of its own, which live as long as these.
  Fields& add(std::string_view name);
  // The same without fields of its own.
  void show(std::string_view name);
  void show_if(bool condition, std::string_view name) {
    if (condition) show(name);
  }

 private:
  friend Html render(Language, std::string_view, const Fields&);
  struct Children;
  explicit Fields(ctemplate::TemplateDictionary* section);

  std::unique_ptr<ctemplate::TemplateDictionary> own_;  // null for a section
  ctemplate::TemplateDictionary* dictionary_;
  std::unique_ptr<Children> children_;
};

// Their names and texts.
using TemplateTexts = std::map<std::string, std::string, std::less<>>;
// From now on these, with the messages of the catalogues as they are now. Gives the name of the
// first that is no template; then nothing changes.
[[nodiscard]] std::optional<std::string> use_templates(const TemplateTexts& texts);
// Those in use.
[[nodiscard]] const TemplateTexts& templates_in_use();

// The template's name is that of its file without extension.
[[nodiscard]] Html render(Language language, std::string_view name, const Fields& fields);

}  // namespace pledgebook::server
