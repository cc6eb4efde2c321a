// SPDX-License-Identifier: Apache-2.0
// Html: text that is safe to put into a page as it is: what templates render. Nothing else makes
// one but this folder, so that a text of a member can't take its place.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace pledgebook::server {

class Html {
 public:
  Html() = default;
  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string text() && noexcept { return std::move(text_); }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  Html& operator+=(const Html& more) {
    text_ += more.text_;
    return *this;
  }

 private:
  friend Html rendered(std::string text);
  explicit Html(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// With HTML's special characters escaped, for content and quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

// For templates.cc and sentence.cc, which escape.
[[nodiscard]] inline Html rendered(std::string text) { return Html(std::move(text)); }

}  // namespace pledgebook::server
