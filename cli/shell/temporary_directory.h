// SPDX-License-Identifier: Apache-2.0
// TemporaryDirectory: a new directory that is removed with its contents when the object is
// destroyed.
#pragma once

#include <filesystem>
#include <utility>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

class TemporaryDirectory {
 public:
  [[nodiscard]] static Outcome<TemporaryDirectory> make();
  TemporaryDirectory(TemporaryDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;
  ~TemporaryDirectory();
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  explicit TemporaryDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace pledgebook::cli
