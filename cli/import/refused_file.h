// SPDX-License-Identifier: Apache-2.0
// RefusedFile: the lines of an import that were refused, each with its reason and its text as it
// was, so that nothing is lost: {"line","code","pointer","rule","accepted","text"}, one a line.
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

// Where the refused lines of `input` go by default: of FILE.jsonl to FILE.refused.jsonl beside it;
// in the current directory where that directory is read-only, and for standard input.
struct RefusedPlace {
  std::string path;
  bool elsewhere = false;  // because the input's directory is read-only
};
[[nodiscard]] RefusedPlace default_refused_place(const std::string& input);

// One line of the file. Text that is not UTF-8 stands as "bytes_base64"; of a line longer than the
// limit only "bytes", its length, is kept.
[[nodiscard]] std::string refused_line(const SourceLine& line, const ledger::Refusal& refusal);

// One thread at a time.
class RefusedFile {
 public:
  // Empties the file, so that it never holds lines of another run.
  [[nodiscard]] static Outcome<RefusedFile> create(const std::string& path);

  // On its way to the disk when this returns; a line at a time is never half written by a crash of
  // the program alone.
  [[nodiscard]] Outcome<void> add(const SourceLine& line, const ledger::Refusal& refusal);
  // Takes the file away if nothing was refused. The path, if it is there.
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
