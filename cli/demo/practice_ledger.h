// SPDX-License-Identifier: Apache-2.0
// PracticeLedger: the folder of a ledger for practice. It is the demonstration's (demo_ledger.h),
// with a file `practice` that says what the folder is for: a folder without it is never served as
// practice, and never deleted.
#pragma once

#include <string>

#include "cli/shell/outcome.h"
#include "ledger/domain/values/timestamp.h"
#include "server/routes/practice.h"

namespace pledgebook::cli {

// Makes it in `directory`, which must not exist; an interruption leaves nothing there.
[[nodiscard]] Outcome<void> make_practice_ledger(const std::string& directory, ledger::Instant now);
// When it was made. Fails for a folder that is not for practice.
[[nodiscard]] Outcome<ledger::Instant> practice_made_at(const std::string& directory);
// The keys that its server gives to anybody.
[[nodiscard]] Outcome<server::Practice> read_practice(const std::string& directory,
                                                      std::chrono::hours every);
// Puts the ledger in `fresh` in the place of that in `directory`, which is deleted. Nobody has
// either open. REQUIRES: both are for practice.
[[nodiscard]] Outcome<void> replace_practice_ledger(const std::string& directory,
                                                    const std::string& fresh);

}  // namespace pledgebook::cli
