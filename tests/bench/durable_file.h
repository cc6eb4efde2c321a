// SPDX-License-Identifier: Apache-2.0
// DurableFile: a plain file; each append is synced to the disk: the minimum cost of durability.
// Ends the program on an error.
//
// One thread at a time.
#pragma once

#include <filesystem>
#include <string_view>

namespace pledgebook::bench {

class DurableFile {
 public:
  explicit DurableFile(const std::filesystem::path& path);
  ~DurableFile();
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;

  void append(std::string_view bytes) const;

 private:
  int descriptor_;
};

}  // namespace pledgebook::bench
