// SPDX-License-Identifier: Apache-2.0
// Csv: rows of a file for spreadsheets (RFC 4180: CRLF, quoted where needed). A text that a
// spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace pledgebook::server {

class Csv {
 public:
  Csv& text(std::string_view value);    // anybody's words
  Csv& number(std::string_view value);  // digits of our own
  void end_row();
  // A row of names of columns.
  void head(std::initializer_list<std::string_view> names);

  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  void begin_field();

  std::string bytes_;
  bool is_first_ = true;  // field of the row
};

}  // namespace pledgebook::server
