// SPDX-License-Identifier: Apache-2.0
// DurableFile: a plain file that is appended to, each time to the disk: what it costs at least to
// remember something. Ends the program where it can't.
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
