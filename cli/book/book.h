// SPDX-License-Identifier: Apache-2.0
// Book: the ledger that a command works on: a directory of this machine (directory_book.h) or a
// server (server_book.h). It gives what a command needs to make and sign a statement, accepts
// statements, and answers queries.
//
// Threads: one at a time, except for `submit`.
#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/shell/outcome.h"
#include "cli/shell/program.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/kinds/party.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/stream.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/log/admission.h"

namespace pledgebook::cli {

// The holder of a key, as the ledger knows it now.
struct KeyHolder {
  ledger::PartyId party;
  std::vector<ledger::Role> roles;
  bool root = false;
  bool active = true;
  std::uint32_t root_quorum = 0;  // of a root key: how many of them must sign
};

// A record of a statement.
struct BookEntry {
  ledger::Index index{};
  ledger::RecordedAt recorded_at{};
  ledger::Sid sid;
  ledger::SignedStatement signed_statement;
};

// The names and values of a query, as in page URLs.
using Parameters = std::vector<std::pair<std::string, std::string>>;

class Book {
 public:
  Book() = default;
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  virtual ~Book() = default;

  // "origin#32hex".
  [[nodiscard]] virtual Outcome<std::string> ledger() = 0;
  // Nothing if the ledger does not know the key.
  [[nodiscard]] virtual Outcome<std::optional<KeyHolder>> holder(const ledger::KeyId& key) = 0;
  [[nodiscard]] virtual Outcome<bool> has_active_key(const ledger::PartyId& party) = 0;
  // The stream's last statement; nothing if there is no such stream.
  [[nodiscard]] virtual Outcome<std::optional<ledger::Sid>> head(
      const ledger::StreamId& stream) = 0;
  // A stream's records in order; empty if there is no such stream.
  [[nodiscard]] virtual Outcome<std::vector<BookEntry>> stream(const ledger::StreamId& stream) = 0;
  // Records of the ledger, of every type.
  [[nodiscard]] virtual Outcome<std::uint64_t> size() = 0;
  // The statements among the records from `first` on, at most `limit` records of them.
  [[nodiscard]] virtual Outcome<std::vector<BookEntry>> records(std::uint64_t first,
                                                                std::uint64_t limit) = 0;

  // A receipt for the record (ledger/proof/receipt.h), as bytes. Status not_found, with the state
  // of the record, while no checkpoint covers it.
  [[nodiscard]] virtual Outcome<std::string> receipt(ledger::Index index) = 0;

  // Submits a statement; `done` is called once, on any thread, and must not block. Any thread.
  using Done = std::function<void(ledger::Answer)>;
  virtual void submit(ledger::SignedStatement statement, Done done) = 0;

  // Why the ledger would refuse the statement now, with signatures by these keys; empty if it would
  // accept it. Nothing is recorded, and no signature is needed.
  [[nodiscard]] virtual Outcome<std::vector<ledger::Refusal>> would_refuse(
      const std::string& payload, const std::vector<ledger::KeyId>& keys) = 0;

  // A read model's answer, by the path of its route below /api/v1: "commitments",
  // "members/gha-gov".
  [[nodiscard]] virtual Outcome<boost::json::object> ask(std::string_view what,
                                                         const Parameters& parameters) = 0;
};

// The statement at an index; nothing if the record is of another type or does not exist.
[[nodiscard]] Outcome<std::optional<BookEntry>> entry_at(Book& book, ledger::Index index);

// Calls `visit(entry)` for every statement in the book now, in order; `on_progress(done, of)` once
// a page.
using OnProgress = std::function<void(std::uint64_t done, std::uint64_t of)>;
[[nodiscard]] Outcome<void> for_each_entry(Book& book,
                                           const std::function<void(const BookEntry&)>& visit,
                                           const OnProgress& on_progress);

enum class Purpose : std::uint8_t { read, write };

// The book at `place`. Opening a directory for writing takes the ledger's lock. If `stop` is
// raised, a request to a server is given up; null: never.
[[nodiscard]] Outcome<std::unique_ptr<Book>> open_book(const Place& place, Purpose purpose,
                                                       const std::atomic<bool>* stop = nullptr);

// Submits a statement and waits for the answer.
[[nodiscard]] ledger::Answer submit_and_wait(Book& book, ledger::SignedStatement statement);

}  // namespace pledgebook::cli
