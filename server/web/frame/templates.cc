// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/templates.h"

#include <ctemplate/template.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <deque>

#include "server/web/frame/embedded_templates.h"
#include "server/web/words/catalogue.h"
#include "server/web/words/replaceable.h"

namespace pledgebook::server {
namespace {

// Templates as ctemplate keeps them: it takes no other text under the same key.
struct Edition {
  std::size_t number = 0;
  TemplateTexts texts;
};

std::string key_of(std::size_t edition, Language language, std::string_view name) {
  return fmt::format("{}/{}/{}", edition, tag(language), name);
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

// Gives the name of the first that is no template.
std::optional<std::string> compile(const Edition& edition) {
  for (const auto& [name, source] : edition.texts) {
    for (const Language language : kLanguages) {
      const std::string text = with_messages(source, Catalogue::of(language));
      if (!ctemplate::StringToTemplateCache(key_of(edition.number, language, name), text,
                                            ctemplate::STRIP_BLANK_LINES))
        return name;
    }
  }
  return std::nullopt;
}

Replaceable<Edition>& editions() {
  static Replaceable<Edition> all([] {
    Edition first;
    for (const auto& [name, source] : embedded::kTemplates) first.texts.emplace(name, source);
    // A test renders each of them in each language.
    static_cast<void>(compile(first));
    return first;
  }());
  return all;
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

std::optional<std::string> use_templates(const TemplateTexts& texts) {
  // One that failed took its number too.
  static std::atomic<std::size_t> number = editions().now().number;
  Edition next{++number, texts};
  if (auto wrong = compile(next)) return wrong;
  editions().replace(std::move(next));
  return std::nullopt;
}

const TemplateTexts& templates_in_use() { return editions().now().texts; }

Html render(Language language, std::string_view name, const Fields& fields) {
  std::string out;
  // False for a template that is not there or is wrong; tests render each in each language.
  static_cast<void>(ctemplate::ExpandTemplate(key_of(editions().now().number, language, name),
                                              ctemplate::STRIP_BLANK_LINES, fields.dictionary_,
                                              &out));
  return rendered(std::move(out));
}

}  // namespace pledgebook::server
