// SPDX-License-Identifier: Apache-2.0
// ImportJudge: judges a line that an earlier run of the same import refused, when later lines of
// its stream are in the ledger already. The line is refused again for the same reason, although the
// stream has changed since.
#pragma once

#include <vector>

#include "cli/book/book.h"
#include "cli/import/import_known.h"
#include "cli/shell/outcome.h"
#include "cli/statement/statement_maker.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/domain/values/stream.h"

namespace pledgebook::cli {

// Whether the draft would have been admitted just before record `before`, a later statement of its
// stream. It is judged by the records before that one, of the streams in `subjects`. A Failure only
// if the ledger can't be read.
[[nodiscard]] Outcome<ledger::Admitted<void>> judge_in_place(
    Book& book, const ImportKnown& known, const StatementMaker& maker, const Draft& draft,
    const std::vector<ledger::StreamId>& subjects, ledger::Index before);

}  // namespace pledgebook::cli
