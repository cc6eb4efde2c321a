// SPDX-License-Identifier: Apache-2.0
// Address: where a page is: its path below the language, and its query. Links are made from the
// address of the page that they stand on, so that they keep its filters and its dates.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/target.h"
#include "server/web/words/language.h"

namespace pledgebook::server {

class Address {
 public:
  // `path` below the language: "pledges", or "" for the dashboard.
  Address(Language language, std::string path) : language_(language), path_(std::move(path)) {}
  // The request's, without empty parameters.
  Address(Language language, std::string path, const Target& target);

  [[nodiscard]] Address at(std::string path) const;   // another page with the same query
  [[nodiscard]] Address in(Language language) const;  // the same in another language
  [[nodiscard]] Address with(std::string_view name,
                             std::string_view value) const;  // set to one value
  [[nodiscard]] Address and_with(std::string_view name, std::string_view value) const;  // one more
  [[nodiscard]] Address without(std::string_view name) const;
  [[nodiscard]] Address without(std::string_view name, std::string_view value) const;
  // Keeps only the parameters that say when, not what: recorded, stated, as_of, axis.
  [[nodiscard]] Address of_time_only() const;
  // Without them: about the present.
  [[nodiscard]] Address of_no_time() const;

  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const std::vector<QueryParameter>& query() const noexcept { return query_; }
  [[nodiscard]] bool has(std::string_view name, std::string_view value) const;

  // "/en/pledges?status=PUBLISHED", percent-encoded.
  [[nodiscard]] std::string text() const;
  // The same query for programs: "/api/v1/pledges?…".
  [[nodiscard]] std::string api(std::string_view path) const;

 private:
  [[nodiscard]] std::string query_text() const;

  Language language_;
  std::string path_;
  std::vector<QueryParameter> query_;
};

}  // namespace pledgebook::server
