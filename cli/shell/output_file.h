// SPDX-License-Identifier: Apache-2.0
// OutputFile: a new file, or standard output for `-`. It is written piece by piece and gets its
// name only when it is complete, so an interruption leaves no half file. Until then it has no name;
// if the file system can't do that, it has its final name and is removed unless it is finished.
//
// One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

class OutputFile {
 public:
  // Fails if the file exists.
  [[nodiscard]] static Outcome<OutputFile> create(const std::string& path);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] Outcome<void> write(std::string_view bytes);
  // The file is complete: puts it on disk and gives it its name. Fails if another file has taken
  // the name.
  [[nodiscard]] Outcome<void> finish();

 private:
  enum class Name : std::uint8_t { given, none_yet };
  OutputFile(std::string path, int descriptor, Name name)
      : path_(std::move(path)), descriptor_(descriptor), name_(name) {}
  [[nodiscard]] Outcome<void> take_name();
  [[nodiscard]] bool is_standard_output() const noexcept { return path_ == "-"; }
  [[nodiscard]] std::unexpected<Failure> fail() const;

  std::string path_;
  int descriptor_;  // negative once closed
  Name name_;
};

// Writes a whole new file.
[[nodiscard]] Outcome<void> write_new(const std::string& path, std::string_view text);

}  // namespace pledgebook::cli
