// SPDX-License-Identifier: Apache-2.0
// Delivery: from a draft to the ledger's answer: what the statement says is shown, a person agrees,
// the keys in hand sign, and the statement is submitted, or written to a file for others to sign.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/command.h"
#include "cli/shell/outcome.h"
#include "cli/statement/draft.h"
#include "cli/statement/key_in_hand.h"

namespace pledgebook::cli {

inline constexpr std::string_view kKeyVariable = "PLEDGEBOOK_KEY";

// The signing options, the same for all commands.
struct SigningOptions {
  std::vector<std::string> keys;
  std::optional<std::string> passphrase_file;
};
void add_signing_options(Command& command, SigningOptions& options);

// What to do with a statement once it is made.
struct Delivery {
  bool dry_run = false;  // print the statement, unsigned, and what the ledger would say
  bool yes = false;      // do not ask
  std::optional<std::string> output;  // write the envelope instead of submitting it
  bool json = false;
};
void add_delivery_options(Command& command, Delivery& delivery);

// Signs the draft as the next statement of its stream; then submits, writes or prints it. `change`:
// lines to show about what it changes, if that is more than the statement says.
[[nodiscard]] Outcome<void> deliver(Book& book, Draft draft, const SigningOptions& options,
                                    const Delivery& delivery, const std::string& change = {});
[[nodiscard]] Outcome<void> deliver(Book& book, Draft draft, const std::vector<KeyInHand>& keys,
                                    const Delivery& delivery, const std::string& change = {});
// Whether the delivery writes to the ledger.
[[nodiscard]] Purpose purpose_of(const Delivery& delivery);

// --at, for statements that nobody makes on another's behalf.
[[nodiscard]] OptionInfo at_option();
// `text`, or now. A day alone is its last second, and today is now.
[[nodiscard]] Outcome<ledger::Instant> read_at(const std::optional<std::string>& text);

}  // namespace pledgebook::cli
