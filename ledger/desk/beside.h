// SPDX-License-Identifier: Apache-2.0
// Beside: copies what a ledger's directory has beside its log: files of evidence (DIR/blobs) and
// what waits on the desk (DIR/desk). Losing it loses no statement, so what can't be copied is
// named, and the copy goes on.
//
// Threads: one at a time; others may use both directories.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ledger/error.h"

namespace pledgebook::ledger {

struct BesideCopy {
  std::uint64_t evidence_files = 0;  // each has the SHA-256 of its name
  std::uint64_t evidence_bytes = 0;
  bool has_desk = false;
  std::vector<std::string> not_copied;  // a sentence each: which file, and why
};

// What `to` has already is kept if it is right, so that a copy that was cut goes on. Uploads that
// have not ended are left out: their senders send the rest anew.
[[nodiscard]] Result<BesideCopy> copy_beside(const std::filesystem::path& from,
                                             const std::filesystem::path& to);

}  // namespace pledgebook::ledger
