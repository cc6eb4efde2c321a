// SPDX-License-Identifier: Apache-2.0
// Delivery: from a draft to the ledger's answer: what the statement says is shown, a person agrees,
// the keys in hand sign, and the statement is submitted, or written to a file for others to sign.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/command.h"
#include "cli/shell/outcome.h"
#include "cli/shell/passphrase.h"
#include "cli/statement/draft.h"
#include "cli/statement/key_in_hand.h"

namespace pledgebook::cli {

inline constexpr std::string_view kKeyVariable = "PLEDGEBOOK_KEY";

// The signing options, the same for all commands.
struct SigningOptions {
  std::vector<std::string> keys;
  PassphraseSource passphrase;
};
// `need`: optional for a command that does not sign in each case, and then says so itself.
void add_signing_options(Command& command, SigningOptions& options,
                         OptionInfo::Need need = OptionInfo::Need::required);

// What to do with a statement once it is made.
struct Delivery {
  bool dry_run = false;  // print the statement, unsigned, and what the ledger would say
  bool yes = false;      // do not ask
  std::optional<std::string> output;  // write the envelope instead of submitting it
  bool json = false;
};
void add_delivery_options(Command& command, Delivery& delivery);

// What a command adds to what the statement itself says.
struct Remarks {
  std::string change;  // lines about what it changes, shown before anybody agrees
  // A refusal in the words of the command's options; empty: in the ledger's words.
  std::function<std::string(const ledger::Refusal&)> explain = {};
  // Lines to print once it is recorded.
  std::function<std::string(ledger::RecordedAt)> afterwards = {};
};

// Signs the draft as the next statement of its stream; then submits, writes or prints it. If all
// who must sign do, the ledger is asked before anybody else whether it would accept the statement.
[[nodiscard]] Outcome<void> deliver(Book& book, Draft draft, const SigningOptions& options,
                                    const Delivery& delivery, const Remarks& remarks = {});
[[nodiscard]] Outcome<void> deliver(Book& book, Draft draft, const std::vector<KeyInHand>& keys,
                                    const Delivery& delivery, const Remarks& remarks = {});
// Whether the delivery writes to the ledger.
[[nodiscard]] Purpose purpose_of(const Delivery& delivery);

// --at, for statements that nobody makes on another's behalf.
[[nodiscard]] OptionInfo at_option();
// `text`, or now. A day alone is its last second, and today is now.
[[nodiscard]] Outcome<ledger::Instant> read_at(const std::optional<std::string>& text);

}  // namespace pledgebook::cli
