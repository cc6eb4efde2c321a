// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <future>
#include <utility>
#include <variant>

#include "ledger/log/admission.h"
#include "tests/support/json.h"

namespace pledgebook::support {

using ledger::Answer;
using ledger::Sequencer;
using ledger::Store;

std::unique_ptr<Store> make_store(const std::filesystem::path& directory) {
  return value_of(Store::create(directory));
}

std::unique_ptr<Store> open_store(const std::filesystem::path& directory, ledger::Access access) {
  return value_of(Store::open(directory, access));
}

std::unique_ptr<Sequencer> start_sequencer(Store& store, const ledger::Clock& clock,
                                           Sequencer::Options options, ledger::Journal& journal) {
  return value_of(Sequencer::start(store, clock, journal, std::move(options)));
}

namespace {

class SilentJournal final : public ledger::Journal {
  void write(ledger::Severity, std::string_view, std::string_view,
             std::span<const ledger::JournalField>) override {}
};

std::future<Answer> send_off(Sequencer& sequencer, const ledger::SignedStatement& statement) {
  auto promise = std::make_shared<std::promise<Answer>>();
  std::future<Answer> answer = promise->get_future();
  auto candidate = ledger::examine(statement, sequencer.key_ring());
  if (!candidate) {
    promise->set_value(ledger::Refused{candidate.error()});
  } else {
    sequencer.submit(*std::move(candidate),
                     [promise](Answer given) { promise->set_value(std::move(given)); });
  }
  return answer;
}

}  // namespace

ledger::Journal& silent_journal() {
  static SilentJournal journal;  // without state
  return journal;
}

Answer send(Sequencer& sequencer, const ledger::SignedStatement& statement) {
  return send_off(sequencer, statement).get();
}

std::vector<Answer> send_all(Sequencer& sequencer,
                             const std::vector<AcceptedStatement>& statements) {
  std::vector<std::future<Answer>> waiting;
  for (const AcceptedStatement& statement : statements)
    waiting.push_back(send_off(sequencer, statement.signed_statement));
  std::vector<Answer> answers;
  for (auto& answer : waiting) answers.push_back(answer.get());
  return answers;
}

std::string text_of(const Answer& answer) {
  if (const auto* accepted = std::get_if<ledger::Accepted>(&answer)) {
    return fmt::format("{} {}", accepted->repeated ? "repeated" : "accepted",
                       number(accepted->index));
  }
  if (std::holds_alternative<ledger::Conflict>(answer)) return "conflict";
  if (const auto* refused = std::get_if<ledger::Refused>(&answer)) return text_of(refused->refusal);
  return std::get<ledger::Unavailable>(answer).reason;
}

LedgerBuilder small_ledger(int pledges) {
  LedgerBuilder builder;
  builder.publish_profile("p2c");
  for (const char* member : {"gha-gov", "ken-gov"}) builder.add_member(member);
  for (int i = 0; i < pledges; ++i) {
    const std::string id = fmt::format("p-{}", i);
    const std::string stream = "pledge/" + id;
    const char* member = i % 2 == 0 ? "gha-gov" : "ken-gov";
    builder.add_pledge(id, member);
    builder.add(
        by_party(member, "report.submitted", stream, report_body("2026-01-01", "2026-03-31")));
    builder.add(
        by_party(member, "report.submitted", stream, report_body("2026-04-01", "2026-05-31")));
    if (i % 3 != 0) continue;
    builder.add(by_party(member, "pledge.amended", stream,
                         object_of(R"({"category":"scope","changes":{"title":"Another title"},
                                       "reason":"A better title"})")));
  }
  return builder;
}

std::expected<ledger::Sequencer::Sealed, ledger::Unavailable> seal(ledger::Sequencer& sequencer) {
  std::promise<std::expected<ledger::Sequencer::Sealed, ledger::Unavailable>> promise;
  sequencer.seal([&promise](auto sealed) { promise.set_value(std::move(sealed)); });
  return promise.get_future().get();
}

void write_ledger(const std::filesystem::path& directory,
                  const std::vector<AcceptedStatement>& statements) {
  const auto store = make_store(directory);
  const FakeClock clock;
  const auto sequencer = start_sequencer(*store, clock);
  for (const Answer& answer : send_all(*sequencer, statements)) {
    const auto* accepted = std::get_if<ledger::Accepted>(&answer);
    EXPECT_TRUE(accepted != nullptr && !accepted->repeated) << text_of(answer);
  }
}

}  // namespace pledgebook::support
