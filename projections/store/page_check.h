// SPDX-License-Identifier: Apache-2.0
// Page check: whether a file that LMDB 0.9 wrote (data version 1, this machine's byte order) can be
// opened and written without LMDB meeting what it believes blindly: sizes and offsets within pages,
// page numbers, flags, the list of free pages. LMDB has no checksums; on damaged pages it asserts,
// reads beyond the file, or moves memory by what it finds there (docs/decisions/0020).
//
// What lies in rows is not looked at: their own checksums tell (view_store.h).
#pragma once

#include <filesystem>

#include "ledger/error.h"

namespace pledgebook::projections {

// Walks all pages in use by the newest commit. Nobody writes the file meanwhile. Errc::corrupt
// where it is damaged or too short, Errc::storage where it can't be read.
[[nodiscard]] ledger::Result<void> check_pages(const std::filesystem::path& data_file);

}  // namespace pledgebook::projections
