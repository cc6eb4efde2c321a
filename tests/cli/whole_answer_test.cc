// SPDX-License-Identifier: Apache-2.0
#include "cli/book/whole_answer.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

// A book that answers with pages of the numbers from 0 on, in two lists of the answer, and of which
// the ledger may grow.
class CountingBook final : public Book {
 public:
  CountingBook(std::uint64_t rows, int growths) : rows_(rows), growths_(growths) {}

  Outcome<json::object> ask(std::string_view, const Parameters& parameters) override {
    std::uint64_t page = 0;
    std::uint64_t per_page = 0;
    for (const auto& [name, value] : parameters) {
      if (name == "page") page = std::stoull(value);
      if (name == "per_page") per_page = std::stoull(value);
    }
    if (page > 1 && growths_-- > 0) ++size_;
    json::array history;
    const std::uint64_t first = (page - 1) * per_page;
    for (std::uint64_t i = first; i < rows_ && i < first + per_page; ++i) history.emplace_back(i);
    return json::object{{"size", size_},        {"total", rows_},  {"page", page},
                        {"per_page", per_page}, {"rows", history}, {"history", std::move(history)}};
  }

  Outcome<std::string> ledger() override { return not_found("not asked for"); }
  Outcome<std::optional<KeyHolder>> holder(const ledger::KeyId&) override { return std::nullopt; }
  Outcome<bool> has_active_key(const ledger::PartyId&) override { return false; }
  Outcome<std::optional<ledger::Sid>> head(const ledger::StreamId&) override {
    return std::nullopt;
  }
  Outcome<std::vector<BookEntry>> stream(const ledger::StreamId&) override {
    return std::vector<BookEntry>();
  }
  Outcome<std::uint64_t> size() override { return size_; }
  Outcome<std::vector<BookEntry>> records(std::uint64_t, std::uint64_t) override {
    return std::vector<BookEntry>();
  }
  Outcome<std::string> receipt(ledger::Index) override { return not_found("not asked for"); }
  Outcome<std::vector<ledger::Refusal>> would_refuse(const std::string&,
                                                     const std::vector<ledger::KeyId>&) override {
    return {};
  }
  void submit(ledger::SignedStatement, Done) override {}

 private:
  std::uint64_t size_ = 7;
  std::uint64_t rows_;
  int growths_;
};

void expect_whole(CountingBook book, std::uint64_t rows) {
  const auto answer = ask_whole(book, "pledges/p-1", {});
  ASSERT_TRUE(answer);
  const json::array& history = answer->at("history").as_array();
  ASSERT_EQ(history.size(), rows);
  for (std::uint64_t i = 0; i < rows; ++i) EXPECT_EQ(history[i].to_number<std::uint64_t>(), i);
  EXPECT_EQ(answer->at("rows"), history);
  EXPECT_FALSE(answer->contains("page") || answer->contains("per_page"));
}

TEST(WholeAnswer, HoldsTheRowsOfAllPages) {
  for (const std::uint64_t rows : {0U, 1U, 1'000U, 1'001U, 2'300U})
    expect_whole(CountingBook(rows, 0), rows);
}

TEST(WholeAnswer, IsOfOneSizeOfTheLedger) {
  expect_whole(CountingBook(2'300, 3), 2'300);

  CountingBook growing(2'300, 1'000);
  EXPECT_FALSE(ask_whole(growing, "pledges/p-1", {}));
}

}  // namespace
}  // namespace pledgebook::cli
