// SPDX-License-Identifier: Apache-2.0
// Xml: an XML 1.0 document, written element by element. Every text is escaped; characters that
// XML can't hold are left out.
//
// Threads: one at a time.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace pledgebook::server {

class Xml {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // Names of elements and attributes are ours: they are not checked.
  Xml& open(std::string_view element, Attributes attributes = {});
  Xml& close(std::string_view element);
  Xml& empty(std::string_view element, Attributes attributes);
  // An element that holds the text alone.
  Xml& text(std::string_view element, std::string_view text);

  // The document. All elements must be closed.
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void begin(std::string_view element, Attributes attributes);

  std::string text_ = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
};

}  // namespace pledgebook::server
