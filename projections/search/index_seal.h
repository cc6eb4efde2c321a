// SPDX-License-Identifier: Apache-2.0
// Seal: checksums of the files of a search index, written when it is closed. Xapian trusts its
// files: damaged ones can crash the program, its own check of them too. So only a sealed index is
// opened for writing; after a crash there is no seal, and the index is rebuilt.
//
// Threads: the writer's.
#pragma once

#include <filesystem>

namespace pledgebook::projections {

// Whether the files are those that were sealed.
[[nodiscard]] bool is_sealed(const std::filesystem::path& directory);
// Best effort: without a seal the index is rebuilt.
void seal(const std::filesystem::path& directory);
void unseal(const std::filesystem::path& directory);

}  // namespace pledgebook::projections
