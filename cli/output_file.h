// SPDX-License-Identifier: Apache-2.0
// OutputFile: a new file, or standard output for `-`, that is written piece by piece. A file that
// was not finished is removed: no half of one is left that could be taken for the whole.
//
// One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "cli/outcome.h"

namespace pledgebook::cli {

class OutputFile {
 public:
  // Fails where the file exists.
  [[nodiscard]] static Outcome<OutputFile> create(const std::string& path);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] Outcome<void> write(std::string_view octets);
  // All was written: the file stays.
  [[nodiscard]] Outcome<void> finish();

 private:
  OutputFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  [[nodiscard]] bool is_standard_output() const noexcept { return path_ == "-"; }
  [[nodiscard]] std::unexpected<Failure> fail() const;

  std::string path_;
  int descriptor_;  // negative once closed
};

}  // namespace pledgebook::cli
