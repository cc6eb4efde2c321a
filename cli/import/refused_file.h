// SPDX-License-Identifier: Apache-2.0
// RefusedFile: the refused lines of an import, each with its reason and its original text, so that
// nothing is lost: {"line","code","pointer","rule","accepted","text"}, one a line; and
// "depends_on", the number of an earlier refused line about the same subject, if there is one.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "cli/import/import_source.h"
#include "cli/shell/outcome.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::cli {

// The default file for the refused lines of `input`: FILE.refused.jsonl beside FILE.jsonl; in the
// current directory if that directory is read-only, and for standard input.
struct RefusedPlace {
  std::string path;
  bool elsewhere = false;  // because the input's directory is read-only
};
[[nodiscard]] RefusedPlace default_refused_place(const std::string& input);

// One line of the file. Text that is not UTF-8 is given as "bytes_base64"; for a line longer than
// the limit only its length is given, as "bytes".
[[nodiscard]] std::string refused_line(const SourceLine& line, const ledger::Refusal& refusal,
                                       std::optional<std::uint64_t> depends_on = {});

// One thread at a time.
class RefusedFile {
 public:
  // Empties the file, so that it has no lines of an earlier run. Refuses to follow a link, and to
  // empty a file that is none of refused lines.
  [[nodiscard]] static Outcome<RefusedFile> create(const std::string& path);

  // Writes the line to the operating system before it returns, in one piece: a crash of the program
  // leaves no half line.
  [[nodiscard]] Outcome<void> add(const SourceLine& line, const ledger::Refusal& refusal,
                                  std::optional<std::uint64_t> depends_on);
  // Removes the file if nothing was refused. Returns the path if the file remains.
  [[nodiscard]] Outcome<std::optional<std::string>> close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  RefusedFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::uint64_t count_ = 0;
};

}  // namespace pledgebook::cli
