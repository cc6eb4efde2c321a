// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/register.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/bench/give_up.h"

namespace pledgebook::bench {
namespace {

constexpr std::size_t kReports = 4;             // of a pledge that is exported
constexpr std::size_t kPasses = 2 + kReports;   // in each, one statement of those pledges
constexpr std::size_t kReportsWaiting = 4;      // of a pledge whose reports wait
constexpr std::size_t kSubmittedPublished = 2;  // statements before the first report
constexpr unsigned kExported = 100;             // series; lower ones are of the passes
constexpr unsigned kWaiting = 101;
constexpr unsigned kNew = 102;

// Streams of one statement each: the statement at that position in each stream.
Streams statements_at(const Streams& streams, std::size_t place) {
  Streams result;
  for (const auto& stream : streams) result.push_back({stream.at(place)});
  return result;
}

// Both, as evenly mixed as can be.
Streams mix(Streams many, Streams few) {
  Streams result;
  const std::size_t between = many.size() / std::max<std::size_t>(few.size(), 1) + 1;
  auto next = few.begin();
  for (std::size_t i = 0; i < many.size(); ++i) {
    if (i % between == 0 && next != few.end()) result.push_back(std::move(*next++));
    result.push_back(std::move(many[i]));
  }
  result.insert(result.end(), std::make_move_iterator(next), std::make_move_iterator(few.end()));
  return result;
}

}  // namespace

Register::Register(const Officers& officers, std::size_t members, const RegisterScale& scale)
    : ledger_(workplace_.path() / "ledger", officers, members) {
  const std::string name = ledger_.name();
  const auto make = [&](std::size_t pledges, std::size_t reports, unsigned series,
                        std::string_view focus_area) {
    return make_streams(name, officers,
                        {.pledges = pledges,
                         .reports = reports,
                         .members = members,
                         .series = series,
                         .focus_area = focus_area});
  };
  const Streams exported = make(scale.exported_pledges, kReports, kExported, kOtherFocusArea);
  const std::size_t waiting_pledges = (scale.reports + kReportsWaiting - 1) / kReportsWaiting;
  Streams waiting = make(waiting_pledges, kReportsWaiting, kWaiting, kFocusArea);
  const std::size_t plain = scale.pledges - scale.exported_pledges - waiting_pledges;
  for (unsigned pass = 0; pass < kPasses; ++pass) {
    const std::size_t pledges = plain * (pass + 1) / kPasses - plain * pass / kPasses;
    append(mix(make(pledges, 0, pass, kFocusArea), statements_at(exported, pass)));
  }
  Streams begun;
  for (auto& stream : waiting) {
    const auto first_report = stream.begin() + kSubmittedPublished;
    begun.emplace_back(stream.begin(), first_report);
    stream.erase(stream.begin(), first_report);
  }
  append(begun);
  for (std::size_t i = 0; i < kReportsWaiting; ++i) {
    for (auto& stream : waiting) reports_.push_back(std::move(stream[i]));
  }
  for (auto& stream : make(scale.new_pledges, 0, kNew, kFocusArea))
    new_pledges_.push_back(std::move(stream.front()));
}

void Register::append(const Streams& streams) { ledger_.append(streams); }

void Register::append_reports(std::size_t count) {
  Streams streams;
  for (std::size_t i = 0; i < count; ++i) streams.push_back({take_report()});
  append(streams);
}

void Register::append_new_pledges(std::size_t count) {
  Streams streams;
  for (std::size_t i = 0; i < count; ++i) {
    if (next_pledge_ == new_pledges_.size()) give_up("too few pledges wait");
    streams.push_back({new_pledges_[next_pledge_++]});
  }
  append(streams);
}

const ledger::SignedStatement& Register::take_report() {
  if (next_report_ == reports_.size()) give_up("too few reports wait");
  return reports_[next_report_++];
}

}  // namespace pledgebook::bench
