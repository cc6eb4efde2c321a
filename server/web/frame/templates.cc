// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/templates.h"

#include <ctemplate/template.h>

#include <algorithm>
#include <deque>

#include "server/web/frame/embedded_templates.h"
#include "server/web/words/catalogue.h"

namespace pledgebook::server {
namespace {

std::string key_of(Language language, std::string_view name) {
  return std::string(tag(language)) + "/" + std::string(name);
}

// A message as a part of a template.
void append_message(std::string& out, const Catalogue& words, std::string_view key) {
  std::string_view message = words.text(key);
  while (!message.empty()) {
    const std::size_t open = std::min(message.find('{'), message.size());
    out += escape_html(message.substr(0, open));
    message.remove_prefix(open);
    if (message.empty()) return;
    const std::size_t end = message.find('}');
    const std::string_view name = message.substr(1, end - 1);
    // A template can't choose by number: a test finds such a message.
    if (end == std::string_view::npos || name.contains(',')) return;
    out += "{{" + std::string(name) + "}}";
    message.remove_prefix(end + 1);
  }
}

std::string with_messages(std::string_view source, const Catalogue& words) {
  std::string out = "{{%AUTOESCAPE context=\"HTML\"}}";
  for (;;) {
    const std::size_t open = source.find("[[");
    out += source.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = source.find("]]", open);
    if (close == std::string_view::npos) return out;
    append_message(out, words, source.substr(open + 2, close - open - 2));
    source.remove_prefix(close + 2);
  }
}

void compile_all() {
  for (const auto& [name, source] : embedded::kTemplates) {
    for (const Language language : kLanguages) {
      const std::string text = with_messages(source, Catalogue::of(language));
      ctemplate::StringToTemplateCache(key_of(language, name), text, ctemplate::STRIP_BLANK_LINES);
    }
  }
}

ctemplate::TemplateString view(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct Fields::Children {
  std::deque<Fields> all;  // a deque does not move its elements
};

Fields::Fields()
    : own_(std::make_unique<ctemplate::TemplateDictionary>("fields")), dictionary_(own_.get()) {}
Fields::Fields(ctemplate::TemplateDictionary* section) : dictionary_(section) {}
Fields::~Fields() = default;
Fields::Fields(Fields&&) noexcept = default;
Fields& Fields::operator=(Fields&&) noexcept = default;

Fields& Fields::set(std::string_view name, std::string_view text) {
  dictionary_->SetValue(view(name), view(text));
  return *this;
}
Fields& Fields::set(std::string_view name, std::int64_t number) {
  return set(name, std::string_view(std::to_string(number)));
}
Fields& Fields::set(std::string_view name, const Html& html) {
  return set(name, std::string_view(html.text()));
}

Fields& Fields::add(std::string_view name) {
  if (!children_) children_ = std::make_unique<Children>();
  children_->all.push_back(Fields(dictionary_->AddSectionDictionary(view(name))));
  return children_->all.back();
}
void Fields::show(std::string_view name) { dictionary_->ShowSection(view(name)); }

Html render(Language language, std::string_view name, const Fields& fields) {
  static const bool compiled = (compile_all(), true);
  static_cast<void>(compiled);
  std::string out;
  // False for a template that is not there or is wrong; tests render each in each language.
  static_cast<void>(ctemplate::ExpandTemplate(key_of(language, name), ctemplate::STRIP_BLANK_LINES,
                                              fields.dictionary_, &out));
  return rendered(std::move(out));
}

}  // namespace pledgebook::server
