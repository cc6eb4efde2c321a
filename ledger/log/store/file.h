// SPDX-License-Identifier: Apache-2.0
// File: an open file descriptor, closed by its destructor. Mode 0600 where it makes the file.
//
// Threads: one at a time.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace pledgebook::ledger {

class File {
 public:
  File(const std::filesystem::path& path, int flags) noexcept
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, kMode)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const noexcept { return descriptor_; }
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }

  // Writes all of it; if false, errno says why not.
  [[nodiscard]] bool write(std::string_view text) const noexcept {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

 private:
  static constexpr mode_t kMode = 0600;
  int descriptor_;
};

}  // namespace pledgebook::ledger
