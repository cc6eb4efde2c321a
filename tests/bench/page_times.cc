// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/page_times.h"

#include <fmt/format.h>

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/bench/give_up.h"
#include "tests/bench/http_load.h"
#include "tests/bench/served.h"

namespace pledgebook::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenStatements = 5ms;  // 200 a second
constexpr double kSecondsMax = 20;

struct TimedPage {
  std::string_view what;
  std::string_view path;
};
constexpr auto kPages = std::to_array<TimedPage>({
    {"dashboard", "/en/"},
    {"dashboard, in Arabic", "/ar/"},
    {"dashboard, as of a day", "/en/?stated=2025-03-01"},
    {"one country", "/en/countries/KEN"},
    {"pledges", "/en/pledges"},
    {"pledges, two filters", "/en/pledges?focus_area=access&status=IN_PROGRESS"},
    {"pledges, by value", "/en/pledges?sort=announced"},
    {"pledges, as of a day", "/en/pledges?stated=2025-03-01"},
    {"one pledge", "/en/pledges/2022-00005"},
    {"members", "/en/members"},
    {"one member", "/en/members/member-00003"},
    {"search, a rare word", "/en/search?q=777"},
    {"search, frequent words", "/en/search?q=rural+schools"},
    {"search, a beginning", "/en/search?q=sat"},
    {"two days compared", "/en/compare?from=2024-12-31&to=2025-12-31&axis=stated"},
});

// Appends the statements, one after another, at the pace above.
void append_slowly(BenchLedger& ledger, std::span<const ledger::SignedStatement> statements,
                   const std::stop_token& stop) {
  auto next = std::chrono::steady_clock::now();
  for (const ledger::SignedStatement& statement : statements) {
    if (stop.stop_requested()) return;
    ledger.append(statement);
    next += kBetweenStatements;
    std::this_thread::sleep_until(next);
  }
}

}  // namespace

void bench_pages(const Figures& figures, const Officers& officers, const PageTimesScale& scale) {
  Served served(make_coalition(officers, scale.coalition));
  const CoalitionPledges pledges =
      make_coalition_pledges(served.ledger().name(), officers, scale.coalition);
  served.ledger().append(pledges.streams);
  if (!served.wait_for_views()) give_up("the views did not catch up");
  figures.heading(
      fmt::format("Pages of {} pledges in {} records, while 200 statements a second are appended",
                  scale.coalition.pledges, number(served.ledger().store().size())));
  std::span<const ledger::SignedStatement> waiting(pledges.reports);
  for (const TimedPage& page : kPages) {
    const std::string request =
        fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", page.path);
    const std::uint64_t before = number(served.ledger().store().size());
    LoadResult load;
    {
      const std::jthread writer(
          [&](const std::stop_token& stop) { append_slowly(served.ledger(), waiting, stop); });
      load =
          run_load(served.port(), {std::vector<std::string>(scale.requests, request)}, kSecondsMax);
    }
    waiting = waiting.subspan(number(served.ledger().store().size()) - before);
    if (load.failures > 0) give_up(fmt::format("GET {} fails", page.path));
    figures.latency_ms(page.what, load.latencies_ms, "", {});
  }
}

}  // namespace pledgebook::bench
