// SPDX-License-Identifier: Apache-2.0
// DemoLines: the demonstration's statements. pledges.jsonl has what was announced in public: the
// parties and their pledges, each with its source. afterwards.jsonl has what follows, most of it
// invented: reports, reviews, amendments, messages. Both have the form of an import
// (docs/IMPORT.md) but for two things: a field that names an earlier statement has {"stream", "at"}
// in place of its sid, and key.added has no public key, since each demonstration makes its own
// keys.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/shell/outcome.h"
#include "cli/statement/draft.h"

namespace pledgebook::cli {

// Both files in the order of `at`; of the same time, pledges.jsonl first.
[[nodiscard]] Outcome<std::vector<Draft>> demo_lines();

// "pledge/2023-0001 at 2025-01-22T09:00:00Z": how a statement is found again.
[[nodiscard]] std::string demo_place(const Draft& draft);
// The place that the value of a field names; nothing if it is a value like any other.
[[nodiscard]] std::optional<std::string> named_place(const boost::json::value& value);

}  // namespace pledgebook::cli
