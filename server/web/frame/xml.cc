// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/xml.h"

#include "server/web/frame/html.h"

namespace pledgebook::server {
namespace {

// Without the characters that no XML 1.0 document may hold (section 2.2): controls but tab and line
// ends, U+FFFE and U+FFFF. The text is UTF-8, so it has no surrogates.
std::string kept(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_control =
        static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (is_control) continue;
    const std::string_view next = text.substr(i, 3);
    if (next == "\xEF\xBF\xBE" || next == "\xEF\xBF\xBF") {
      i += 2;
      continue;
    }
    out += c;
  }
  return out;
}

// The five that HTML escapes are XML's five.
std::string escaped(std::string_view text) { return escape_html(kept(text)); }

}  // namespace

void Xml::begin(std::string_view element, Attributes attributes) {
  text_ += '<';
  text_ += element;
  for (const auto& [name, value] : attributes) {
    text_ += ' ';
    text_ += name;
    text_ += "=\"";
    text_ += escaped(value);
    text_ += '"';
  }
}

Xml& Xml::open(std::string_view element, Attributes attributes) {
  begin(element, attributes);
  text_ += ">\n";
  return *this;
}

Xml& Xml::close(std::string_view element) {
  text_ += "</";
  text_ += element;
  text_ += ">\n";
  return *this;
}

Xml& Xml::empty(std::string_view element, Attributes attributes) {
  begin(element, attributes);
  text_ += "/>\n";
  return *this;
}

Xml& Xml::text(std::string_view element, std::string_view text) {
  begin(element, {});
  text_ += '>';
  text_ += escaped(text);
  return close(element);
}

}  // namespace pledgebook::server
