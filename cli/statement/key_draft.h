// SPDX-License-Identifier: Apache-2.0
// KeyDraft: drafts of statements about keys, from the files that a person gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/outcome.h"
#include "cli/statement/delivery.h"
#include "cli/statement/draft.h"

namespace pledgebook::cli {

// In the stream of the party's keys, with an empty body.
[[nodiscard]] Outcome<Draft> key_draft(std::string_view kind, const std::string& party,
                                       const std::optional<std::string>& at);

// Writes the key of `file`, secret or public, and its label into the body. A secret one joins the
// keys that sign: the new key signs too, which proves that its owner has it.
[[nodiscard]] Outcome<void> bring_key(const std::string& file, const std::string& label,
                                      Draft& draft, SigningOptions& signing);

// The id of a key that is given by its id or by its file, secret or public.
[[nodiscard]] Outcome<std::string> key_id_of(const std::string& given,
                                             const std::optional<std::string>& passphrase_file);

}  // namespace pledgebook::cli
