// SPDX-License-Identifier: Apache-2.0
// ImportCheck: an import that writes nothing: every line is judged by the ledger's own rules, after
// the statements that are there and the lines before it that would be accepted.
#pragma once

#include <span>

#include "cli/book/book.h"
#include "cli/import/importer.h"
#include "cli/shell/outcome.h"
#include "cli/statement/key_in_hand.h"

namespace pledgebook::cli {

// As import_lines; `accepted` counts lines that would be accepted. Holds the whole ledger's state
// in memory.
[[nodiscard]] Outcome<void> check_lines(Book& book, std::span<const KeyInHand> keys,
                                        ImportSource& source, const ImportOptions& options,
                                        ImportSummary& summary);

}  // namespace pledgebook::cli
