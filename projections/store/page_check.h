// SPDX-License-Identifier: Apache-2.0
// Page check: whether LMDB 0.9 can safely open and write a file (data version 1, this machine's
// byte order). It checks what LMDB trusts without checking: sizes and offsets within pages, page
// numbers, flags, the list of free pages. LMDB has no checksums; on damaged pages it fails an
// assertion, reads beyond the file, or moves memory by damaged sizes (docs/decisions/0020).
//
// The contents of rows are not checked here: they have their own checksums (view_store.h).
#pragma once

#include <filesystem>

#include "ledger/error.h"

namespace pledgebook::projections {

// Walks all pages that the newest commit uses. Nobody may write the file meanwhile. Errc::corrupt
// if it is damaged or too short, Errc::storage if it can't be read.
[[nodiscard]] ledger::Result<void> check_pages(const std::filesystem::path& data_file);

}  // namespace pledgebook::projections
