// SPDX-License-Identifier: Apache-2.0
#include "cli/book/whole_answer.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <utility>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kRowsAPage = 1'000;
constexpr int kTriesMax = 5;

// A list of the answer, and the number of its rows on all pages.
struct Listed {
  std::string_view rows;
  std::string_view total;
};
constexpr std::array kListed{Listed{"/rows", "/total"},
                             Listed{"/history", "/total"},
                             Listed{"/pledges", "/total"},
                             Listed{"/member/keys", "/member/keys_total"},
                             Listed{"/pledge/reports", "/pledge/reports_total"},
                             Listed{"/pledge/not_endorsed", "/pledge/not_endorsed_total"},
                             Listed{"/pledge/matches", "/pledge/matches_total"}};

json::value* find(json::value& answer, std::string_view pointer) {
  boost::system::error_code error;
  return answer.find_pointer(pointer, error);
}

std::uint64_t number_at(json::value& answer, std::string_view pointer) {
  const json::value* number = find(answer, pointer);
  if (number == nullptr) return 0;
  boost::system::error_code error;
  const auto value = number->to_number<std::uint64_t>(error);
  return error ? 0 : value;
}

// The total of the answer's longest list.
std::uint64_t total_of(json::value& answer) {
  std::uint64_t total = 0;
  for (const Listed& listed : kListed) {
    if (find(answer, listed.rows) != nullptr)
      total = std::max(total, number_at(answer, listed.total));
  }
  return total;
}

void add_rows(json::value& whole, json::value& page) {
  for (const Listed& listed : kListed) {
    json::value* all = find(whole, listed.rows);
    json::value* more = find(page, listed.rows);
    if (all == nullptr || more == nullptr || !all->is_array() || !more->is_array()) continue;
    for (json::value& row : more->get_array()) all->get_array().push_back(std::move(row));
  }
}

Outcome<json::value> ask_page(Book& book, std::string_view what, Parameters parameters,
                              std::uint64_t page) {
  parameters.emplace_back("page", std::to_string(page));
  parameters.emplace_back("per_page", std::to_string(kRowsAPage));
  LEDGER_TRY(json::object answer, book.ask(what, parameters));
  return json::value(std::move(answer));
}

// Nothing if the ledger grew while its pages were read.
Outcome<std::optional<json::object>> try_whole(Book& book, std::string_view what,
                                               const Parameters& parameters) {
  LEDGER_TRY(json::value whole, ask_page(book, what, parameters, 1));
  const std::uint64_t size = number_at(whole, "/size");
  const std::uint64_t pages = (total_of(whole) + kRowsAPage - 1) / kRowsAPage;
  for (std::uint64_t page = 2; page <= pages; ++page) {
    LEDGER_TRY(json::value next, ask_page(book, what, parameters, page));
    if (number_at(next, "/size") != size) return std::optional<json::object>();
    add_rows(whole, next);
  }
  json::object& answer = whole.as_object();
  answer.erase("page");
  answer.erase("per_page");
  return std::optional(std::move(answer));
}

}  // namespace

Outcome<json::object> ask_whole(Book& book, std::string_view what, const Parameters& parameters) {
  for (int i = 0; i < kTriesMax; ++i) {
    LEDGER_TRY(auto whole, try_whole(book, what, parameters));
    if (whole) return *std::move(whole);
  }
  return unavailable(
      "the ledger grows while its pages are read: ask for an earlier time with --as-of");
}

}  // namespace pledgebook::cli
