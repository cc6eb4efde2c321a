// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/shell/table.h"

namespace pledgebook::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kRedraw{100};
constexpr milliseconds kLine{1'000};
constexpr std::size_t kBarColumnsMin = 10;
constexpr std::size_t kBarColumnsMax = 40;
// Earlier, the rate is only a guess.
constexpr milliseconds kRateAfter{500};

std::optional<unsigned> per_cent(const ProgressState& state) {
  if (!state.total) return std::nullopt;
  if (*state.total == 0) return 100U;
  const double share =
      static_cast<double>(std::min(state.done, *state.total)) / static_cast<double>(*state.total);
  return static_cast<unsigned>(share * 100.0);
}

std::optional<std::uint64_t> rate_per_second(const ProgressState& state) {
  if (state.elapsed < kRateAfter) return std::nullopt;
  const double seconds = static_cast<double>(state.elapsed.count()) / 1'000.0;
  return static_cast<std::uint64_t>(static_cast<double>(state.count) / seconds);
}

std::optional<std::chrono::seconds> time_left(const ProgressState& state) {
  if (!state.total || state.done == 0 || state.elapsed < kRateAfter) return std::nullopt;
  const double done = static_cast<double>(state.done);
  const double rest = static_cast<double>(*state.total) - std::min(done, double(*state.total));
  const double ms = static_cast<double>(state.elapsed.count()) * rest / done;
  return std::chrono::ceil<std::chrono::seconds>(milliseconds(static_cast<std::int64_t>(ms)));
}

std::string bar_of(unsigned filled_per_cent, std::size_t columns) {
  const std::size_t inside = columns - 2;
  const std::size_t filled = inside * filled_per_cent / 100;
  std::string bar(filled, '=');
  if (filled < inside) bar += '>';
  bar.append(inside - bar.size(), ' ');
  return "[" + bar + "]";
}

}  // namespace

std::string duration_text(std::chrono::seconds duration) {
  const auto s = duration.count();
  if (s >= 3'600) return fmt::format("{}:{:02}:{:02}", s / 3'600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

std::string progress_bar(const ProgressState& state, std::size_t columns) {
  const auto share = per_cent(state);
  std::string left = state.verb;
  if (share) left += fmt::format(" {:3} %", *share);
  std::string right = fmt::format("{} {}", with_separators(state.count), state.noun);
  if (const auto rate = rate_per_second(state)) {
    right += fmt::format("  {}/s", with_separators(*rate));
  }
  if (const auto left_s = time_left(state))
    right += fmt::format("  {} left", duration_text(*left_s));
  const std::size_t used = left.size() + right.size() + 2;
  if (share && columns >= used + kBarColumnsMin) {
    left += " " + bar_of(*share, std::min(columns - used, kBarColumnsMax));
  }
  return cut_to_columns(left + " " + right, columns);
}

std::string progress_line(const ProgressState& state) {
  std::string line = fmt::format("{}: {} {}", state.verb, with_separators(state.count), state.noun);
  if (const auto share = per_cent(state)) line += fmt::format(", {} %", *share);
  if (const auto rate = rate_per_second(state)) {
    line += fmt::format(", {}/s", with_separators(*rate));
  }
  if (const auto left_s = time_left(state)) {
    line += fmt::format(", {} left", duration_text(*left_s));
  }
  return line;
}

Progress::Progress(std::FILE* stream, Show show, std::string verb, std::string noun,
                   std::optional<std::uint64_t> total)
    : stream_(stream),
      terminal_(terminal_of(stream)),
      show_(show),
      state_{.verb = std::move(verb), .noun = std::move(noun), .total = total},
      begin_(std::chrono::steady_clock::now()),
      shown_(begin_) {}

Progress::~Progress() { clear(); }

milliseconds Progress::elapsed() const {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin_);
}

void Progress::update(std::uint64_t done, std::uint64_t count) {
  if (show_ == Show::nothing) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < (terminal_.interactive ? kRedraw : kLine)) return;
  shown_ = now;
  state_.done = done;
  state_.count = count;
  state_.elapsed = elapsed();
  if (terminal_.interactive) {
    fmt::print(stream_, "\r\x1b[K{}", progress_bar(state_, terminal_.columns - 1));
    drawn_ = true;
  } else {
    fmt::print(stream_, "{}\n", progress_line(state_));
  }
  std::fflush(stream_);
}

void Progress::clear() {
  if (!std::exchange(drawn_, false)) return;
  fmt::print(stream_, "\r\x1b[K");
  std::fflush(stream_);
}

}  // namespace pledgebook::cli
