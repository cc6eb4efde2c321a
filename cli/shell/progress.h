// SPDX-License-Identifier: Apache-2.0
// Progress: shows how far long work is: a bar on a terminal, else one line a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {

// The state of the work. `done` and `total` are in one unit of the caller's choice (bytes of a
// file); people read `count`, in `noun`s.
struct ProgressState {
  std::string verb;  // "importing"
  std::string noun;  // "lines"
  std::uint64_t done = 0;
  std::optional<std::uint64_t> total;  // none: unknown, as for standard input
  std::uint64_t count = 0;
  std::chrono::milliseconds elapsed{0};
};

// "importing  45 % [=======>        ] 12,345 lines  17,345/s  0:12 left", in at most `columns`
// columns. The bar takes the columns that are left, and is dropped first if there are too few.
[[nodiscard]] std::string progress_bar(const ProgressState& state, std::size_t columns);
// The same for a log: "importing: 12,345 lines, 45 %, 17,345/s, 0:12 left".
[[nodiscard]] std::string progress_line(const ProgressState& state);
// "0:07", "12:30", "3:05:00".
[[nodiscard]] std::string duration_text(std::chrono::seconds duration);

// One thread at a time.
class Progress {
 public:
  // `stream` stays open as long as this object. Show::nothing: writes nothing.
  enum class Show : std::uint8_t { bar_or_lines, nothing };
  Progress(std::FILE* stream, Show show, std::string verb, std::string noun,
           std::optional<std::uint64_t> total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // May be called as often as the caller likes: it writes only now and then.
  void update(std::uint64_t done, std::uint64_t count);
  // Removes the bar, so that other text can be written; the next update draws it again.
  void clear();
  [[nodiscard]] std::chrono::milliseconds elapsed() const;

 private:
  std::FILE* stream_;
  Terminal terminal_;
  Show show_;
  ProgressState state_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point shown_;
  bool drawn_ = false;
};

}  // namespace pledgebook::cli
