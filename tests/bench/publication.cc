// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/publication.h"

#include <fmt/format.h>

#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "server/client/witness_caller.h"
#include "tests/bench/bare_publication.h"
#include "tests/bench/durable_file.h"
#include "tests/bench/give_up.h"
#include "tests/bench/stopwatch.h"
#include "tests/bench/witness_trio.h"

namespace pledgebook::bench {
namespace {

constexpr std::size_t kHeadsBytes = 90;  // about a heads record, and about a note
constexpr std::size_t kNoteBytes = 300;

// `officers` always gives the same keys, and a secret key can't be copied.
ledger::Publishing begin_publishing(const Officers& officers, BenchLedger& ledger,
                                    ledger::WitnessQuorum* witnesses) {
  auto signer =
      or_give_up(ledger::LogSigner::open(ledger.store(), log_key(officers), make_officers().root));
  return or_give_up(
      ledger::Publishing::begin(ledger.store(), ledger.sequencer(), std::move(signer), witnesses));
}

// The two durable writes that a checkpoint without witnesses needs: the heads record and the signed
// checkpoint.
double bare_ms(const DurableFile& file) {
  const std::string heads(kHeadsBytes, 'h');
  const std::string note(kNoteBytes, 'n');
  const Stopwatch watch;
  file.append(heads);
  file.append(note);
  return watch.milliseconds();
}

}  // namespace

void bench_sealing(const Figures& figures, const Officers& officers, Register& book,
                   const PublicationScale& scale) {
  const Workplace workplace;
  const DurableFile file(workplace.path() / "bare");
  const auto first_ms = [&] {
    ledger::Publishing publishing = begin_publishing(officers, book.ledger(), nullptr);
    return 1e3 * seconds_of([&] { std::ignore = or_give_up(publishing.publish()); });
  };
  figures.heading(fmt::format("Checkpoints of {} records without witnesses",
                              number(book.ledger().store().size())));
  figures.time_ms("of all streams, all new", {first_ms()});
  book.ledger().reopen();
  book.append_reports(kFewChanged);
  figures.time_ms("10 changed, the first after a start", {first_ms()});
  ledger::Publishing publishing = begin_publishing(officers, book.ledger(), nullptr);
  const auto time = [&](std::string_view what, const std::function<void()>& append) {
    std::vector<double> times;
    std::vector<double> bare;
    for (std::size_t round = 0; round < scale.rounds; ++round) {
      append();
      times.push_back(1e3 * seconds_of([&] { std::ignore = or_give_up(publishing.publish()); }));
      bare.push_back(bare_ms(file));
    }
    figures.latency_ms(what, times, "2 durable writes", bare);
  };
  time("10 streams changed", [&book] { book.append_reports(kFewChanged); });
  time("10 streams are new", [&book] { book.append_new_pledges(kFewChanged); });
}

void bench_witnessed(const Figures& figures, const Officers& officers, Register& book,
                     const PublicationScale& scale) {
  const Workplace workplace;
  BarePublication bare(workplace.path());
  const WitnessTrio witnesses(workplace.path(), log_key(officers));
  server::WitnessCaller caller;
  const auto quorum = or_give_up(ledger::WitnessQuorum::open(
      book.ledger().store(), witnesses.policy(), log_key(officers),
      [&caller](const ledger::WitnessCall& call) { return caller.send(call); },
      book.ledger().journal()));
  ledger::Publishing publishing = begin_publishing(officers, book.ledger(), quorum.get());
  const auto append_and_publish = [&] {
    book.ledger().append(book.take_report());
    std::ignore = or_give_up(publishing.publish());
  };
  append_and_publish();  // asks the witnesses for their newest checkpoints, once

  std::vector<double> times;
  std::vector<double> bare_times;
  for (std::size_t round = 0; round < scale.witnessed; ++round) {
    times.push_back(1e3 * seconds_of(append_and_publish));
    bare_times.push_back(1e3 * seconds_of([&bare] { bare.run(); }));
  }
  figures.heading("Checkpoints with three witnesses on loopback");
  figures.latency_ms("from append to released", times, "bare publication", bare_times);
}

}  // namespace pledgebook::bench
