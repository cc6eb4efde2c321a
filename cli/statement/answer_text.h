// SPDX-License-Identifier: Apache-2.0
// AnswerText: the ledger's answer to a statement, as text and as JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "ledger/log/admission.h"

namespace pledgebook::cli {

// {"outcome": "accepted"|"repeated"|"conflict"|"refused"|"unavailable", …}.
[[nodiscard]] boost::json::object answer_json(const ledger::Answer& answer);

// "record 12, sid 3f…" for an accepted statement; a Failure for every other answer. After a
// conflict, `stream` is read to show the statement that came in between.
[[nodiscard]] Outcome<std::string> answer_sentence(const ledger::Answer& answer, Book& book,
                                                   const ledger::StreamId& stream);

// "pledge.amended by gha-gov at 2026-11-21T10:00:00Z (record 41)".
[[nodiscard]] std::string describe_entry(const BookEntry& entry);

}  // namespace pledgebook::cli
