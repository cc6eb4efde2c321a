// SPDX-License-Identifier: Apache-2.0
// LedgerHolder: the process that has a ledger's lock, so that a person who is refused knows what to
// wait for, or which server to use.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pledgebook::cli {

// A sentence for an error: "process 4711 (pledgebook import) is writing to this ledger: wait until
// it ends". As much as the system tells this user; /proc is the source.
[[nodiscard]] std::string holder_sentence(const std::filesystem::path& directory);

// The same from the holder's arguments, its program's name first; empty if they are not known.
[[nodiscard]] std::string holder_sentence(int process, const std::vector<std::string>& arguments);

}  // namespace pledgebook::cli
