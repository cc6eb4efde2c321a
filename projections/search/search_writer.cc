// SPDX-License-Identifier: Apache-2.0
#include "projections/search/search_writer.h"

#include <system_error>
#include <utility>

#include "projections/search/index_seal.h"
#include "projections/search/terms.h"
#include "projections/search/xapian_rows.h"

namespace pledgebook::projections {
namespace {

namespace fs = std::filesystem;
using ledger::Errc;
using ledger::Error;
using ledger::Result;

constexpr std::uint32_t kGapPlaces = 100;  // between two texts: no phrase spans it

}  // namespace

struct SearchWriter::State {
  fs::path directory;
  Xapian::WritableDatabase database;
  Pace pace;
  TermMaker terms;
  SearchPosition position;
  bool has_changes = false;  // since the last commit
  bool is_new = false;
  bool was_changed = false;      // since it was opened
  std::optional<Error> failure;  // the first

  template <class Change>
  void change(Change make) {
    if (failure) return;
    const auto done = guarded([&]() -> Result<void> {
      if (!std::exchange(has_changes, true)) {
        unseal(directory);
        was_changed = true;
        if (pace == Pace::live) database.begin_transaction();
      }
      make();
      return {};
    });
    if (!done) failure = done.error();
  }
};

SearchWriter::SearchWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SearchWriter::~SearchWriter() {
  // What was not committed is given up; after a full disk too, the last commit is whole.
  const auto closed = guarded([this]() -> Result<void> {
    if (state_->has_changes && state_->pace == Pace::live) state_->database.cancel_transaction();
    state_->database.close();
    return {};
  });
  const bool is_whole = closed && (!state_->failure || state_->failure->code != Errc::corrupt);
  if (is_whole && (state_->was_changed || state_->is_new)) seal(state_->directory);
}

Result<std::unique_ptr<SearchWriter>> SearchWriter::open(const fs::path& directory, Pace pace) {
  return guarded([&]() -> Result<std::unique_ptr<SearchWriter>> {
    std::error_code failed;
    const bool is_new = !fs::exists(directory, failed);
    if (!is_new && !is_sealed(directory))
      return std::unexpected(damaged_index("it was not closed, or its files have changed"));
    auto state = std::make_unique<State>();
    state->database = Xapian::WritableDatabase(directory.string(), Xapian::DB_CREATE_OR_OPEN);
    state->directory = directory;
    state->pace = pace;
    state->is_new = is_new;
    LEDGER_TRY(state->position, read_position(state->database));
    return std::unique_ptr<SearchWriter>(new SearchWriter(std::move(state)));
  });
}

const SearchPosition& SearchWriter::position() const noexcept { return state_->position; }
bool SearchWriter::has_changes() const noexcept { return state_->has_changes || state_->failure; }

void SearchWriter::put(const SearchDocument& document) {
  State& state = *state_;
  const auto number = number_of(document.index);
  if (!number) {
    state.failure = Error{Errc::storage, "the search index holds at most 2^32 - 2 records"};
    return;
  }
  state.change([&] {
    Xapian::Document made;
    std::uint32_t first = 1;
    for (const WeightedText& text : document.texts) {
      const auto weight = std::to_underlying(text.weight);
      const std::uint32_t places = state.terms.for_each_term(text.text, [&](const Term& term) {
        if (term.has_place) {
          made.add_posting(term.text, first + term.place, weight);
        } else {
          made.add_term(term.text, weight);
        }
      });
      first += places + kGapPlaces;
    }
    for (const std::string& name : document.names) made.add_boolean_term(name_term(name));
    made.add_value(kRowSlot, pack(TextRow{document.at, document.subject.pledge,
                                          document.subject.party, std::nullopt}));
    made.set_data(document.shown);
    state.database.replace_document(*number, made);
  });
}

void SearchWriter::end(ledger::Index old, ledger::Index by, ledger::Instant at) {
  const auto number = number_of(old);
  if (!number) return;
  state_->change([&] {
    Xapian::Document document = state_->database.get_document(*number);
    TextRow row;
    if (!unpack(document.get_value(kRowSlot), row)) {
      state_->failure = damaged_index("a row can't be read");
      return;
    }
    row.ending = Ending{by, at};
    document.add_value(kRowSlot, pack(row));
    state_->database.replace_document(*number, document);
  });
}

Result<void> SearchWriter::commit(const SearchPosition& position) {
  State& state = *state_;
  state.change([&] {
    write_position(state.database, position);
    if (state.pace == Pace::live) {
      state.database.commit_transaction();
    } else {
      state.database.commit();
    }
  });
  if (state.failure) return std::unexpected(*state.failure);
  state.has_changes = false;
  state.pace = Pace::live;
  state.position = position;
  return {};
}

}  // namespace pledgebook::projections
