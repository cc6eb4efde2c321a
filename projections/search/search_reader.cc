// SPDX-License-Identifier: Apache-2.0
#include "projections/search/search_reader.h"

#include <algorithm>
#include <utility>

#include "projections/search/xapian_rows.h"

namespace pledgebook::projections {
namespace {

namespace fs = std::filesystem;
using ledger::Errc;
using ledger::Error;
using ledger::Result;

// Terms that a beginning stands for: the most frequent ones.
constexpr Xapian::termcount kExpansionsMax = 48;
// How often a reader starts again after the writer has replaced what it read.
constexpr int kReadAttempts = 16;

struct Row {
  Xapian::docid number{};
  TextRow row;
};

// Accepts the texts in force at a moment, and keeps their rows: Xapian asks once for each document.
class InForce final : public Xapian::MatchDecider {
 public:
  explicit InForce(const Moment& moment) : moment_(moment) {}

  bool operator()(const Xapian::Document& document) const override {
    const Xapian::docid number = document.get_docid();
    if (!moment_.knows(index_of(number))) return false;
    Row found{number, {}};
    if (!unpack(document.get_value(kRowSlot), found.row)) {
      is_damaged_ = true;
      return false;
    }
    if (!is_in_force(number, found.row)) return false;
    rows_.push_back(std::move(found));
    return true;
  }

  [[nodiscard]] bool is_damaged() const noexcept { return is_damaged_; }
  // In order of number.
  [[nodiscard]] std::vector<Row> take_rows() {
    std::ranges::sort(rows_, {}, &Row::number);
    return std::move(rows_);
  }

 private:
  // A party's text is judged by the caller: parties are as known, whatever had happened.
  [[nodiscard]] bool is_in_force(Xapian::docid number, const TextRow& row) const {
    if (!row.pledge) return true;
    if (!moment_.includes(index_of(number), row.at)) return false;
    return !row.ending || !moment_.includes(row.ending->by, row.ending->at);
  }

  const Moment moment_;
  mutable std::vector<Row> rows_;
  mutable bool is_damaged_ = false;
};

Xapian::Query query_of(const SearchPart& part) {
  if (!part.phrase.empty())
    return {Xapian::Query::OP_PHRASE, part.phrase.begin(), part.phrase.end()};
  std::vector<Xapian::Query> any(part.terms.begin(), part.terms.end());
  if (!part.prefix.empty()) {
    any.emplace_back(Xapian::Query::OP_WILDCARD, part.prefix, kExpansionsMax,
                     Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::Query::OP_SYNONYM);
  }
  return {Xapian::Query::OP_SYNONYM, any.begin(), any.end()};
}

}  // namespace

struct SearchReader::State {
  fs::path directory;
  Xapian::Database database;
  SearchPosition position;

  Result<void> open() {
    return guarded([&]() -> Result<void> {
      database = Xapian::Database(directory.string());
      LEDGER_TRY(position, read_position(database));
      return {};
    });
  }

  // Calls `work`, again if the writer has replaced the blocks that it reads.
  template <class Work>
  auto read(Work work) -> decltype(work()) {
    return guarded([&]() -> decltype(work()) {
      for (int attempt = 1;; ++attempt) {
        try {
          return work();
        } catch (const Xapian::DatabaseModifiedError&) {
          if (attempt == kReadAttempts) break;
          database.reopen();
        }
      }
      return std::unexpected(Error{Errc::busy, "the search index changes too often: try again"});
    });
  }

  Result<std::vector<FoundText>> find(const Xapian::Query& query, const Moment& moment) {
    return read([&]() -> Result<std::vector<FoundText>> {
      Xapian::Enquire enquire(database);
      enquire.set_query(query);
      // Without the length of texts, so that a word in a title counts the same in each.
      enquire.set_weighting_scheme(Xapian::BM25Weight(1, 0, 1, 0, 0.5));
      InForce in_force(moment);
      const Xapian::MSet matches =
          enquire.get_mset(0, database.get_doccount(), 0, nullptr, &in_force);
      if (in_force.is_damaged()) return std::unexpected(damaged_index("a row can't be read"));
      return joined(matches, in_force.take_rows());
    });
  }

  static std::vector<FoundText> joined(const Xapian::MSet& matches, std::vector<Row> rows) {
    std::vector<std::pair<Xapian::docid, double>> weights;
    for (auto match = matches.begin(); match != matches.end(); ++match)
      weights.emplace_back(*match, match.get_weight());
    std::ranges::sort(weights);
    std::vector<FoundText> found;
    auto row = rows.begin();
    for (const auto& [number, weight] : weights) {
      while (row != rows.end() && row->number < number) ++row;
      if (row == rows.end()) break;
      found.push_back({index_of(number), {row->row.pledge, std::move(row->row.party)}, weight});
    }
    return found;
  }
};

SearchReader::SearchReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SearchReader::~SearchReader() = default;
SearchReader::SearchReader(SearchReader&&) noexcept = default;
SearchReader& SearchReader::operator=(SearchReader&&) noexcept = default;

Result<SearchReader> SearchReader::open(const fs::path& directory) {
  auto state = std::make_unique<State>();
  state->directory = directory;
  LEDGER_CHECK(state->open());
  return SearchReader(std::move(state));
}

const SearchPosition& SearchReader::position() const noexcept { return state_->position; }

Result<std::vector<FoundText>> SearchReader::find(const SearchPart& part, const Moment& moment) {
  return state_->find(query_of(part), moment);
}

Result<std::vector<FoundText>> SearchReader::find_name(std::string_view name,
                                                       const Moment& moment) {
  return state_->find(Xapian::Query(name_term(name)), moment);
}

Result<std::string> SearchReader::shown(ledger::Index index) {
  return state_->read([&]() -> Result<std::string> {
    const auto number = number_of(index);
    if (!number) return std::string();
    return state_->database.get_document(*number).get_data();
  });
}

}  // namespace pledgebook::projections
