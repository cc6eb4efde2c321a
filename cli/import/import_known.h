// SPDX-License-Identifier: Apache-2.0
// ImportKnown: the statements of each stream in the ledger before an import. ImportPlan: which of
// the lines to import are among them.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/book/book.h"
#include "cli/import/import_source.h"
#include "cli/shell/outcome.h"
#include "cli/statement/statement_maker.h"
#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/stream.h"

namespace pledgebook::cli {

struct KnownStatement {
  crypto::Hash fingerprint;  // fingerprint.h
  ledger::Sid sid;
  ledger::Index index{};
};

class ImportKnown {
 public:
  // Reads every statement of the book.
  [[nodiscard]] static Outcome<ImportKnown> read(Book& book, const OnProgress& on_progress);

  // In the order of the stream; empty if there is no such stream.
  [[nodiscard]] std::span<const KnownStatement> stream(std::string_view stream) const;
  [[nodiscard]] bool has(std::string_view stream) const { return !this->stream(stream).empty(); }
  // Whether a line of JSON might name a known stream; false: it names none.
  [[nodiscard]] bool may_name_one(std::string_view line) const;

 private:
  std::unordered_map<std::string, std::vector<KnownStatement>> streams_;
};

// Which lines of a source are in the ledger already. The lines of a stream are matched with its
// statements in order; each statement is matched once.
class ImportPlan {
 public:
  // Reads the source from its beginning, and rewinds it.
  [[nodiscard]] static Outcome<ImportPlan> make(ImportSource& source, const ImportKnown& known,
                                                const StatementMaker& maker,
                                                const std::function<void(std::uint64_t)>& on_line);

  // The kind of the line, if it is in the ledger already.
  [[nodiscard]] std::optional<std::string_view> kind_of_known(std::uint64_t line) const;
  // For a line that is not in the ledger although a later line of its stream is: the record of that
  // later line, so the position that the line would have come before.
  [[nodiscard]] std::optional<ledger::Index> place_gone_by(std::uint64_t line) const;

 private:
  std::vector<std::uint8_t> kinds_;  // by line: 0, or 1 and the kind's number
  std::unordered_map<std::uint64_t, ledger::Index> gone_by_;
};

// Nothing if none of the given keys may sign the draft.
[[nodiscard]] std::optional<crypto::Hash> fingerprint_of(const Draft& draft,
                                                         const StatementMaker& maker);

}  // namespace pledgebook::cli
