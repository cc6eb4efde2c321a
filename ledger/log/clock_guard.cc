// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/clock_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/log/store/directory.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kServedFile = "SERVED";
constexpr std::size_t kServedBytesMax = 64;

}  // namespace

Result<void> check_clock_at_start(const Clock& clock, std::optional<RecordedAt> last,
                                  std::optional<RecordedAt> served) {
  if (!last) return {};
  const RecordedAt now = clock.now();
  if (*last > now + kClockToleranceMax) {
    return std::unexpected(
        Error{Errc::clock, fmt::format("the machine's clock says {}, but the last record is at {}: "
                                       "set the clock right, or wait until it is later than that",
                                       to_text(now), to_text(*last))});
  }
  const bool was_served = served && *served <= now + kClockToleranceMax;
  const RecordedAt known = was_served ? std::max(*last, *served) : *last;
  if (now > known + kClockGapMax && !clock.is_synchronised()) {
    return std::unexpected(Error{
        Errc::clock,
        fmt::format("the machine's clock says {}, more than 30 days after the ledger was last open "
                    "({}), and it follows no time server: set the clock right, or, if it is right, "
                    "start with --accept-clock",
                    to_text(now), to_text(known))});
  }
  return {};
}

std::optional<RecordedAt> read_served(const std::filesystem::path& directory) {
  const auto text = read_file(directory / kServedFile, kServedBytesMax);
  if (!text || !*text) return std::nullopt;
  std::string_view line = **text;
  if (line.ends_with('\n')) line.remove_suffix(1);
  return parse_instant(line);
}

Result<void> write_served(const std::filesystem::path& directory, RecordedAt now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  return replace_file(directory / kServedFile, to_text(seconds) + "\n");
}

ClockGuard::ClockGuard(const Clock& clock)
    : clock_(clock), wall_(clock.now()), boot_(clock.boot_time()) {}

std::expected<RecordedAt, std::string> ClockGuard::time_after(RecordedAt last) {
  const RecordedAt now = clock_.now();
  const auto boot = clock_.boot_time();
  const RecordedAt expected = wall_ + (boot - boot_);
  if (now > expected + kClockToleranceMax || now < expected - kClockToleranceMax) {
    if (!clock_.is_synchronised()) {
      return std::unexpected(
          fmt::format("the machine's clock has jumped to {} from about {}, and follows no time "
                      "server: set the clock right, or, if it is right, restart the server",
                      to_text(now), to_text(expected)));
    }
    wall_ = now;
    boot_ = boot;
  }
  if (now + kClockToleranceMax < last) {
    return std::unexpected(fmt::format(
        "the machine's clock says {}, but the last record is at {}: set the clock right",
        to_text(now), to_text(last)));
  }
  return std::max(now, last);
}

}  // namespace pledgebook::ledger
