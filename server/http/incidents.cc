// SPDX-License-Identifier: Apache-2.0
#include "server/http/incidents.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace pledgebook::server {
namespace {

constexpr std::chrono::seconds kPauseMin{1};
constexpr std::chrono::seconds kPauseMax{60};
constexpr std::size_t kTargetBytesMax = 200;

std::string random_reference() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

}  // namespace

std::string Incidents::report(const Incident& incident) {
  Kind kind{incident.event, incident.code, incident.route};
  const auto [found, is_new] = series_.try_emplace(std::move(kind));
  Series& series = found->second;
  series.last_at = clock_.monotonic();
  ++series.count;
  if (!is_new) {
    const bool others_wait = series.count - series.told > 1;
    if (others_wait || series.last_at - series.told_at < series.pause) return series.reference;
  }
  series.pause = is_new ? kPauseMin : std::min(2 * series.pause, kPauseMax);
  tell(incident, series);
  return series.reference;
}

void Incidents::tell(const Incident& incident, Series& series) {
  series.reference = random_reference();
  series.told = series.count;
  series.told_at = series.last_at;
  const ledger::Journal::Fields fields{{"code", incident.code},
                                       {"route", incident.route},
                                       {"target", incident.target.substr(0, kTargetBytesMax)},
                                       {"cause", incident.cause},
                                       {"took_ms", incident.milliseconds},
                                       {"reference", series.reference}};
  if (incident.severity == ledger::Severity::error) {
    journal_.error(incident.event, incident.text, fields);
  } else {
    journal_.warning(incident.event, incident.text, fields);
  }
}

void Incidents::tell_count(const Kind& kind, Series& series) {
  const auto& [event, code, route] = kind;
  journal_.warning(event, "more of the same since the entry with this reference",
                   {{"code", code},
                    {"route", route},
                    {"count", series.count - series.told},
                    {"reference", series.reference}});
  series.told = series.count;
}

void Incidents::sweep() {
  const auto now = clock_.monotonic();
  for (auto next = series_.begin(); next != series_.end();) {
    const auto each = next++;
    Series& series = each->second;
    if (now - series.told_at < series.pause) continue;
    if (series.count > series.told) {
      tell_count(each->first, series);
      series.told_at = now;
      series.pause = std::min(2 * series.pause, kPauseMax);
    } else if (now - series.last_at >= kPauseMax) {
      series_.erase(each);
    }
  }
}

void Incidents::close() {
  for (auto& [kind, series] : series_) {
    if (series.count > series.told) tell_count(kind, series);
  }
  series_.clear();
}

}  // namespace pledgebook::server
