// SPDX-License-Identifier: Apache-2.0
// bench: Pledgebook's figures, each beside its ceiling of the same round. `./dev bench` runs it;
// the server and the clients share the machine's cores, on loopback.
#include <fmt/format.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log/audit.h"
#include "projections/projector.h"
#include "projections/views/commitments.h"
#include "projections/views/pledges.h"
#include "projections/views/search.h"
#include "projections/views/summary.h"
#include "tests/bench/ceiling.h"
#include "tests/bench/export_rates.h"
#include "tests/bench/figures.h"
#include "tests/bench/give_up.h"
#include "tests/bench/http_load.h"
#include "tests/bench/many_streams.h"
#include "tests/bench/page_times.h"
#include "tests/bench/pipeline.h"
#include "tests/bench/proof_rates.h"
#include "tests/bench/publication.h"
#include "tests/bench/register.h"
#include "tests/bench/served.h"
#include "tests/bench/stopwatch.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {
namespace {

constexpr std::size_t kMembers = 100;
constexpr double kSecondsMax = 20;

struct Scale {
  int rounds;
  std::size_t http_pledges;    // a round and number of clients
  std::size_t ledger_pledges;  // of the ledger that is audited, rebuilt and queried
  RegisterScale book;          // of the ledger that is proved, published and exported
  PublicationScale publication;
  ManyStreams many;
  PageTimesScale pages;
};
constexpr Scale kFull{3,
                      2'000,
                      20'000,
                      {100'000, 1'650, 1'600, 1'100},
                      {100, 300},
                      {1'000'000, 300},
                      {{400, 20'000, 2}, 100}};
constexpr Scale kQuick{
    1, 300, 1'000, {1'500, 120, 150, 60}, {5, 10}, {2'000, 10}, {{20, 300, 2}, 3}};

std::string post(std::string_view type, std::string_view body) {
  return fmt::format(
      "POST /api/v1/statements HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {}\r\nContent-Length: "
      "{}\r\n\r\n{}",
      type, body.size(), body);
}

// Each client posts the statements of its pledges one after another.
std::vector<std::vector<std::string>> requests_of(const Streams& streams, std::size_t clients) {
  std::vector<std::vector<std::string>> requests(clients);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    for (const auto& statement : streams[i]) {
      requests[i % clients].push_back(post("application/json", ledger::encode_envelope(statement)));
    }
  }
  return requests;
}

void bench_http(const Figures& figures, const Officers& officers, const Scale& scale) {
  figures.heading("Durable signed appends over HTTP, one statement a request");
  for (const std::size_t clients : {std::size_t{1}, std::size_t{16}, std::size_t{64}}) {
    std::vector<double> rates;
    std::vector<double> ceilings;
    std::vector<double> p50;
    std::vector<double> p99;
    for (int round = 0; round < scale.rounds; ++round) {
      Served served(officers, kMembers);
      const std::size_t pledges = clients == 1 ? scale.http_pledges / 4 : scale.http_pledges;
      const auto requests = requests_of(
          make_streams(served.ledger().name(), officers, {.pledges = pledges}), clients);
      ceilings.push_back(measure_verify());
      const LoadResult load = run_load(served.port(), requests, kSecondsMax);
      if (load.failures > 0)
        give_up(fmt::format("{} of {} statements were not accepted", load.failures, load.answers));
      rates.push_back(load.per_second());
      p50.push_back(load.p50_ms);
      p99.push_back(load.p99_ms);
    }
    figures.rate(
        fmt::format("{} clients", clients), rates, "verify", ceilings,
        fmt::format("p50 {:.2f} ms, p99 {:.2f} ms", spread_of(p50).median, spread_of(p99).median));
  }
}

void bench_ndjson(const Figures& figures, const Officers& officers, const Scale& scale) {
  figures.heading("Durable signed appends, many in one request or none");
  std::vector<double> ndjson;
  std::vector<double> pipeline;
  std::vector<double> ceilings;
  for (int round = 0; round < scale.rounds; ++round) {
    Served served(officers, kMembers);
    const auto streams =
        make_streams(served.ledger().name(), officers, {.pledges = 3 * scale.http_pledges});
    std::string body;
    std::size_t statements = 0;
    for (const auto& stream : streams) {
      for (const auto& statement : stream) body += ledger::encode_envelope(statement) + "\n";
      statements += stream.size();
    }
    const auto direct = make_streams(served.ledger().name(), officers,
                                     {.pledges = 3 * scale.http_pledges, .series = 1});
    ceilings.push_back(measure_verify());
    const StreamResult load = run_stream(served.port(), post("application/x-ndjson", body));
    if (load.answer.empty() || served.ledger().sequencer().counters().refused > 0)
      give_up("NDJSON was not accepted");
    ndjson.push_back(static_cast<double>(statements) / load.seconds);
    pipeline.push_back(served.ledger().append(direct));
  }
  figures.rate("NDJSON over HTTP", ndjson, "verify", ceilings);
  figures.rate("in-process pipeline", pipeline, "verify", ceilings);
}

void bench_audit(const Figures& figures, ledger::Store& store, const Scale& scale) {
  figures.heading(fmt::format("Audit of {} records", number(store.size())));
  std::vector<double> signatures;
  std::vector<double> ceilings;
  std::vector<double> tree;
  for (int round = 0; round < scale.rounds; ++round) {
    ceilings.push_back(measure_verify());
    std::uint64_t checked = 0;
    const double all = seconds_of([&] {
      const auto report = or_give_up(ledger::audit(store, {}));
      if (report.finding) give_up(report.finding->reason);
      checked = report.signatures;
    });
    signatures.push_back(static_cast<double>(checked) / all);
    const double chain = seconds_of([&] {
      if (or_give_up(ledger::audit(store, {.chain_and_tree_only = true})).finding)
        give_up("the chain is broken");
    });
    tree.push_back(static_cast<double>(number(store.size())) / chain);
  }
  figures.rate("everything, by signatures", signatures, "verify", ceilings);
  figures.rate("chain and tree alone, records", tree, "", {});
}

void bench_views(const Figures& figures, BenchLedger& ledger, const Scale& scale) {
  auto projector = or_give_up(projections::Projector::start(ledger.store(), {}));
  if (!projector->wait_for(ledger.store().size(), std::chrono::minutes{5}))
    give_up("the views did not catch up");
  figures.heading(fmt::format("Read models of {} records", number(ledger.store().size())));
  std::vector<double> rebuild;
  for (int round = 0; round < scale.rounds; ++round) {
    const double seconds = seconds_of([&] { static_cast<void>(or_give_up(projector->rebuild())); });
    rebuild.push_back(static_cast<double>(number(ledger.store().size())) / seconds);
  }
  figures.rate("rebuild of all, records", rebuild, "", {});

  const ledger::Date today = *ledger::parse_date("2026-01-01");
  projections::Query past;
  past.stated = *ledger::parse_instant("2024-03-15T00:00:00Z");
  const auto time = [&](std::string_view what,
                        const std::function<void(const projections::Views&)>& ask) {
    std::vector<double> times;
    for (int i = 0; i < 20 * scale.rounds; ++i) {
      const auto views = or_give_up(projector->views());
      times.push_back(1e3 * seconds_of([&] { ask(views); }));
    }
    figures.time_ms(what, times);
  };
  time("commitments, now",
       [&](const auto& views) { static_cast<void>(or_give_up(commitments(views, {}, today))); });
  time("commitments, as of a date",
       [&](const auto& views) { static_cast<void>(or_give_up(commitments(views, past, today))); });
  time("summary",
       [&](const auto& views) { static_cast<void>(or_give_up(summary(views, {}, today))); });
  // A number in its title names one pledge; the other words are in all titles.
  for (const auto& [what, question] : {std::pair("search, one pledge", "\"pledge number 77\""),
                                       {"search, all pledges", "pledge"},
                                       {"search, a beginning", "p"},
                                       {"search, three words", "number series pledge"}}) {
    projections::Query words;
    words.q = question;
    words.sort = projections::SortKey::relevance;
    time(what,
         [&](const auto& views) { static_cast<void>(or_give_up(search(views, words, today))); });
    time(std::string(what) + ", list",
         [&](const auto& views) { static_cast<void>(or_give_up(pledges(views, words, today))); });
  }
}

void bench_reads(const Figures& figures, const Officers& officers, const Scale& scale) {
  figures.heading("GET over HTTP, 64 clients");
  Served served(officers, kMembers);
  served.ledger().append(make_streams(served.ledger().name(), officers, {.pledges = 64}));
  if (!served.wait_for_views()) give_up("no views");
  for (const std::string_view path :
       {"/healthz", "/api/v1/pledges/bench-0-0000001", "/api/v1/summary"}) {
    const std::string request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path);
    const std::vector<std::vector<std::string>> requests(64,
                                                         std::vector<std::string>(500, request));
    std::vector<double> rates;
    std::vector<double> p99;
    for (int round = 0; round < scale.rounds; ++round) {
      const LoadResult load = run_load(served.port(), requests, kSecondsMax);
      if (load.failures > 0) give_up(fmt::format("GET {} fails", path));
      rates.push_back(load.per_second());
      p99.push_back(load.p99_ms);
    }
    figures.rate(path, rates, "", {}, fmt::format("p99 {:.2f} ms", spread_of(p99).median));
  }
}

void bench_proving(const Figures& figures, const Officers& officers, const Scale& scale) {
  Register book(officers, kMembers, scale.book);
  bench_sealing(figures, officers, book, scale.publication);
  bench_witnessed(figures, officers, book, scale.publication);
  bench_proofs(figures, officers, book.ledger().store(), scale.rounds);
  bench_exports(figures, officers, book.ledger().store(), scale.rounds);
  bench_many_streams(figures, officers, scale.many);
}

void bench_keeping(const Figures& figures, const Officers& officers, const Scale& scale) {
  bench_http(figures, officers, scale);
  bench_ndjson(figures, officers, scale);
  bench_reads(figures, officers, scale);

  const Workplace workplace;
  BenchLedger ledger(workplace.path() / "ledger", officers, kMembers);
  ledger.append(make_streams(ledger.name(), officers, {.pledges = scale.ledger_pledges}));
  bench_audit(figures, ledger.store(), scale);
  bench_views(figures, ledger, scale);
}

int run(const std::vector<std::string_view>& arguments) {
  bool json = false;
  bool proofs_only = false;
  bool pages_only = false;
  Scale scale = kFull;
  for (const std::string_view argument : arguments) {
    if (argument == "--json") {
      json = true;
    } else if (argument == "--quick") {
      scale = kQuick;
    } else if (argument == "--proofs") {
      proofs_only = true;
    } else if (argument == "--pages") {
      pages_only = true;
    } else {
      fmt::print(stderr, "usage: bench [--quick] [--proofs | --pages] [--json]\n");
      return 2;
    }
  }
  const Figures figures(json);
  const Officers officers = make_officers();
  if (!proofs_only && !pages_only) bench_keeping(figures, officers, scale);
  if (!proofs_only) bench_pages(figures, officers, scale.pages);
  if (!pages_only) bench_proving(figures, officers, scale);
  figures.heading("Ceiling");
  figures.rate("Ed25519 verify, all cores", {measure_verify()}, "", {});
  figures.rate("sign and verify, all cores", {measure_sign_and_verify()}, "", {});
  return 0;
}

}  // namespace
}  // namespace pledgebook::bench

int main(int argc, char** argv) { return pledgebook::bench::run({argv + 1, argv + argc}); }
