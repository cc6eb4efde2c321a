// SPDX-License-Identifier: Apache-2.0
// ImportSource: a register's lines, read in order from a file or standard input, with limits: a
// line of any length takes at most kImportLineBytesMax of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// A statement has at most 32,768 bytes in canonical form; escapes such as \u0041 and blanks may
// make a line longer.
inline constexpr std::size_t kImportLineBytesMax = std::size_t{256} * 1'024;

struct SourceLine {
  std::uint64_t number = 0;  // line number in the file, from 1, blank lines included
  std::string text;          // without its line end; empty if the line is longer than the limit
  std::uint64_t bytes = 0;   // of the whole line
  bool too_long = false;
};

// One thread at a time.
class ImportSource {
 public:
  // `-` is standard input.
  [[nodiscard]] static Outcome<ImportSource> open(const std::string& path);
  // The lines of a text, kept in memory; `name` is for messages.
  [[nodiscard]] static Outcome<ImportSource> of_text(std::string name, std::string_view text);
  ImportSource(ImportSource&& other) noexcept;
  ImportSource& operator=(ImportSource&&) = delete;
  ~ImportSource();

  // The next line that is not blank; nothing at the end. A byte order mark before the first line
  // and a carriage return at the end of a line are left out. A Failure if reading fails.
  [[nodiscard]] Outcome<std::optional<SourceLine>> next();

  // A usage failure, with the remedy, if the file begins as one of another format: compressed,
  // UTF-16, a spreadsheet, CSV, one JSON array. Call it before the first line is read.
  [[nodiscard]] Outcome<void> check_format();

  // Makes sure that the source can be read twice: copies standard input or a pipe to a nameless
  // temporary file. Call it before the first line is read.
  [[nodiscard]] Outcome<void> make_rereadable();
  // Back to the first line.
  [[nodiscard]] Outcome<void> rewind();

  // The file's size, if it has one.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return size_; }
  // Bytes of all lines returned so far.
  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }

 private:
  ImportSource(std::string path, int descriptor);
  // Fills the buffer; false at the end.
  [[nodiscard]] Outcome<bool> fill();
  [[nodiscard]] Outcome<std::optional<SourceLine>> next_line();

  std::string path_;
  int descriptor_;
  std::optional<std::uint64_t> size_;
  std::uint64_t position_ = 0;
  std::uint64_t number_ = 0;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is unread in the buffer
};

}  // namespace pledgebook::cli
