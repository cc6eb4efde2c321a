// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/csv.h"

namespace pledgebook::server {

void Csv::begin_field() {
  if (!is_first_) bytes_ += ',';
  is_first_ = false;
}

Csv& Csv::text(std::string_view value) {
  begin_field();
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool is_formula = !value.empty() && kFormula.contains(value.front());
  if (!is_formula && value.find_first_of(",\"\r\n") == std::string_view::npos) {
    bytes_ += value;
    return *this;
  }
  bytes_ += '"';
  if (is_formula) bytes_ += '\'';
  for (const char c : value) {
    if (c == '"') bytes_ += '"';
    bytes_ += c;
  }
  bytes_ += '"';
  return *this;
}

Csv& Csv::number(std::string_view value) {
  begin_field();
  bytes_ += value;
  return *this;
}

void Csv::end_row() {
  bytes_ += "\r\n";
  is_first_ = true;
}

void Csv::head(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) number(name);
  end_row();
}

}  // namespace pledgebook::server
