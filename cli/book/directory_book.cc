// SPDX-License-Identifier: Apache-2.0
// DirectoryBook; its answers from read models are in directory_queries.cc.
#include "cli/book/directory_book.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <utility>

#include "cli/book/ledger_holder.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/log/admission.h"
#include "ledger/log/record/record.h"
#include "ledger/log/stream_records.h"
#include "ledger/log/trial.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/receipt.h"

namespace pledgebook::cli {
namespace {

// The most common mistake: a directory without a ledger.
Failure explain(const ledger::Error& error, const std::string& directory) {
  Failure failure = failure_of(error);
  if (error.code == ledger::Errc::not_found) {
    failure.sentence = fmt::format(
        "there is no ledger in {}: give its directory with --ledger DIR or {}, or make one with "
        "`pledgebook init`",
        directory, kLedgerVariable);
  }
  if (error.code == ledger::Errc::busy) failure.sentence = holder_sentence(directory);
  return failure;
}

Outcome<std::optional<BookEntry>> entry_of(std::string_view bytes) {
  auto record = ledger::decode_record(bytes);
  if (!record) return std::unexpected(failure_of(record.error()));
  auto* statement = std::get_if<ledger::SignedStatement>(&record->content);
  if (statement == nullptr) return std::optional<BookEntry>();
  const ledger::Sid sid = ledger::statement_id(statement->payload);
  return BookEntry{record->index, record->recorded_at, sid, std::move(*statement)};
}

}  // namespace

Outcome<std::unique_ptr<ledger::Store>> open_store(const std::string& directory,
                                                   ledger::Access access) {
  auto store = ledger::Store::open(directory, access);
  if (!store) return std::unexpected(explain(store.error(), directory));
  return *std::move(store);
}

Outcome<std::unique_ptr<DirectoryBook>> DirectoryBook::open(const std::string& directory,
                                                            Purpose purpose, ClockCheck clock_check,
                                                            const ledger::Clock* clock) {
  const bool writing = purpose == Purpose::write;
  LEDGER_TRY(auto store,
             open_store(directory, writing ? ledger::Access::write : ledger::Access::read));
  if (writing) return take(std::move(store), clock_check, clock);
  return std::unique_ptr<DirectoryBook>(new DirectoryBook(std::move(store)));
}

Outcome<std::unique_ptr<DirectoryBook>> DirectoryBook::take(std::unique_ptr<ledger::Store> store,
                                                            ClockCheck clock_check,
                                                            const ledger::Clock* clock) {
  std::unique_ptr<DirectoryBook> book(new DirectoryBook(std::move(store)));
  ledger::Sequencer::Options options;
  options.accept_clock = clock_check == ClockCheck::accept;
  auto sequencer =
      ledger::Sequencer::start(*book->store_, clock != nullptr ? *clock : book->machine_clock_,
                               book->journal_, std::move(options));
  if (!sequencer) return std::unexpected(failure_of(sequencer.error()));
  book->sequencer_ = *std::move(sequencer);
  return book;
}

Outcome<ledger::LedgerReader> DirectoryBook::reader() const {
  auto opened = ledger::LedgerReader::open(*store_);
  if (!opened) return std::unexpected(failure_of(opened.error()));
  return *std::move(opened);
}

Outcome<std::string> DirectoryBook::ledger() {
  LEDGER_TRY(ledger::LedgerReader now, reader());
  if (now.ledger_name().empty()) {
    return not_found(
        fmt::format("the ledger in {} has no records: run `pledgebook init` on it again",
                    store_->directory().string()));
  }
  return now.ledger_name();
}

Outcome<std::optional<KeyHolder>> DirectoryBook::holder(const ledger::KeyId& id) {
  LEDGER_TRY(ledger::LedgerReader now, reader());
  const ledger::Key* key = now.registry().find(id);
  if (key == nullptr) return std::optional<KeyHolder>();
  KeyHolder holder{
      .party = key->party, .roles = key->roles, .root = key->root, .active = key->is_active()};
  if (key->root) holder.root_quorum = now.registry().governance().root_quorum;
  return holder;
}

Outcome<bool> DirectoryBook::has_active_key(const ledger::PartyId& party) {
  LEDGER_TRY(ledger::LedgerReader now, reader());
  return now.registry().has_active_key(party);
}

Outcome<std::optional<ledger::Sid>> DirectoryBook::head(const ledger::StreamId& stream) {
  LEDGER_TRY(ledger::LedgerReader now, reader());
  return now.registry().head(stream);
}

Outcome<std::vector<BookEntry>> DirectoryBook::stream(const ledger::StreamId& stream) {
  std::vector<BookEntry> entries;
  LEDGER_TRY(const ledger::Snapshot snapshot, outcome(store_->snapshot()));
  LEDGER_TRY(const ledger::StreamRecords found,
             outcome(ledger::find_stream_records(snapshot, stream.text(), {},
                                                 std::numeric_limits<std::size_t>::max())));
  for (const ledger::Index index : found.records) {
    LEDGER_TRY(const std::string_view bytes, outcome(snapshot.record(index)));
    LEDGER_TRY(auto entry, entry_of(bytes));
    if (entry) entries.push_back(*std::move(entry));
  }
  return entries;
}

Outcome<std::uint64_t> DirectoryBook::size() { return ledger::number(store_->size()); }

Outcome<std::string> DirectoryBook::receipt(ledger::Index index) {
  LEDGER_TRY(const auto released,
             outcome(ledger::CheckpointFiles(store_->directory()).read_released()));
  LEDGER_TRY(const ledger::Snapshot snapshot, outcome(store_->snapshot()));
  const std::uint64_t size = ledger::number(snapshot.size());
  if (ledger::number(index) >= size) {
    return not_found(fmt::format("the ledger has no record {}: it has {} records, counted from 0",
                                 ledger::number(index), size));
  }
  if (!released || ledger::number(index) >= ledger::number(released->checkpoint.size)) {
    return not_found(
        fmt::format("record {} is durable, but no checkpoint covers it yet: run `pledgebook "
                    "publish`, or serve the ledger",
                    ledger::number(index)));
  }
  LEDGER_TRY(const ledger::Receipt receipt,
             outcome(ledger::make_receipt(snapshot, index, *released)));
  return ledger::encode_receipt(receipt);
}

Outcome<std::vector<BookEntry>> DirectoryBook::records(std::uint64_t first, std::uint64_t limit) {
  std::vector<BookEntry> entries;
  if (first >= ledger::number(store_->size())) return entries;
  Outcome<void> status;
  LEDGER_TRY(const ledger::Snapshot snapshot, outcome(store_->snapshot()));
  const auto keep = [&](ledger::Index index, std::string_view bytes) {
    if (ledger::number(index) - first >= limit) return false;
    auto entry = entry_of(bytes);
    if (!entry) {
      status = std::unexpected(entry.error());
      return false;
    }
    if (*entry) entries.push_back(*std::move(*entry));
    return true;
  };
  LEDGER_CHECK(outcome(snapshot.for_each_record(ledger::Index{first}, keep)));
  LEDGER_CHECK(status);
  return entries;
}

Outcome<std::vector<ledger::Refusal>> DirectoryBook::would_refuse(
    const std::string& payload, const std::vector<ledger::KeyId>& keys) {
  LEDGER_TRY(ledger::LedgerReader now, reader());
  const auto time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return ledger::trial(now.registry(), payload, keys, ledger::Index{ledger::number(store_->size())},
                       time);
}

void DirectoryBook::submit(ledger::SignedStatement statement, Done done) {
  auto candidate = ledger::examine(std::move(statement), sequencer_->key_ring());
  if (!candidate) {
    done(ledger::Refused{candidate.error()});
    return;
  }
  sequencer_->submit(*std::move(candidate), std::move(done));
}

}  // namespace pledgebook::cli
