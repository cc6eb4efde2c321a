// SPDX-License-Identifier: Apache-2.0
#include "projections/search/index_seal.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "ledger/log/store/row_checksum.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSealName = "SEAL";
constexpr std::size_t kChunkBytes = std::size_t{1} << 20U;

// Over the file's chunks, each with the checksum of those before it.
std::optional<std::uint64_t> checksum_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::uint64_t sum = 0;
  std::string chunk(kChunkBytes, '\0');
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    const auto size = static_cast<std::size_t>(file.gcount());
    sum = ledger::row_checksum(0, number_key(sum), std::string_view(chunk).substr(0, size));
  }
  if (file.bad()) return std::nullopt;
  return sum;
}

// A line for each file of the directory, in order of names; nothing if one can't be read.
std::optional<std::string> seal_text(const fs::path& directory) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(directory, failed)) {
    if (entry.path().filename() != kSealName) paths.push_back(entry.path());
  }
  if (failed) return std::nullopt;
  std::ranges::sort(paths);
  std::ostringstream text;
  for (const fs::path& path : paths) {
    const auto size = fs::file_size(path, failed);
    const auto sum = checksum_of(path);
    if (failed || !sum) return std::nullopt;
    text << path.filename().string() << ' ' << size << ' ' << *sum << '\n';
  }
  return text.str();
}

}  // namespace

bool is_sealed(const fs::path& directory) {
  std::ifstream file(directory / kSealName, std::ios::binary);
  std::ostringstream sealed;
  sealed << file.rdbuf();
  return file && seal_text(directory) == sealed.str();
}

void seal(const fs::path& directory) {
  const auto text = seal_text(directory);
  if (!text) return;
  std::ofstream file(directory / kSealName, std::ios::binary | std::ios::trunc);
  file << *text;
}

void unseal(const fs::path& directory) {
  std::error_code ignored;  // a seal that stays does not fit what is written next
  fs::remove(directory / kSealName, ignored);
}

}  // namespace pledgebook::projections
