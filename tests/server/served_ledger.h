// SPDX-License-Identifier: Apache-2.0
// ServedLedger: a ledger in a temporary directory behind a real server on a free port, with a clock
// that only the test moves.
#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "projections/projector.h"
#include "server/routes/practice.h"
#include "server/server.h"
#include "tests/ledger/proof/witness_hall.h"
#include "tests/server/peer.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::server {

// Limits for tests: the real ones, but with frequent sweeps.
[[nodiscard]] Limits test_limits();

// `cosigned`: once both witnesses of a hall have cosigned.
enum class Publishes : std::uint8_t { no, yes, cosigned };

class ServedLedger {
 public:
  // Begins with the statements of `ledger`. `practice`: as in Server::Options.
  explicit ServedLedger(const support::LedgerBuilder& ledger, Limits limits = test_limits(),
                        Publishes publishes = Publishes::no, std::string public_url = {},
                        const Practice* practice = nullptr);
  ~ServedLedger();

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] ledger::Store& store() { return *store_; }
  [[nodiscard]] ledger::Sequencer& sequencer() { return *sequencer_; }
  [[nodiscard]] projections::Projector& projector() { return *projector_; }
  [[nodiscard]] support::FakeClock& clock() { return clock_; }
  // Its witnesses "w1" and "w2", if they cosign.
  [[nodiscard]] ledger::WitnessHall& hall() { return *hall_; }
  // Waits until a checkpoint covers all records; only if the ledger publishes.
  [[nodiscard]] ledger::ReleasedPointer published();
  // Advances the clock, `span` by `span`, until `peer` gets an answer or the end. Once is not
  // enough: a peer gets an answer before the server sets the next deadline.
  void let_time_pass(Peer& peer, std::chrono::milliseconds span);
  // Stops folding until it is started again.
  void stop_sequencer() { sequencer_->stop(); }

  // The answer of a documented route must match the OpenAPI document.
  [[nodiscard]] Answer get(std::string_view target, std::string_view more_fields = {}) const;
  [[nodiscard]] Answer post(const ledger::SignedStatement& statement) const;
  // Fails the test if the answer is not one of those that the document has for this route.
  void expect_documented(std::string_view method, std::string_view target,
                         const Answer& answer) const;

 private:
  support::TemporaryDirectory directory_;
  support::FakeClock clock_;
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<projections::Projector> projector_;
  std::unique_ptr<ledger::Sequencer> sequencer_;
  std::unique_ptr<ledger::WitnessHall> hall_;
  std::unique_ptr<ledger::WitnessQuorum> witnesses_;
  std::unique_ptr<ledger::Publisher> publisher_;
  std::atomic<ledger::Publisher*> to_notify_ = nullptr;
  std::unique_ptr<ledger::DeskStore> desk_;
  std::unique_ptr<ledger::EvidenceFiles> evidence_;
  std::unique_ptr<Server> server_;
};

// The JSON of an answer; fails the test if it is not JSON.
[[nodiscard]] boost::json::object json_of(const Answer& answer);
[[nodiscard]] std::string text_in(const boost::json::object& object, std::string_view name);
[[nodiscard]] std::int64_t number_in(const boost::json::object& object, std::string_view name);

// Checks that an answer is a problem of this status and code.
void expect_problem(const Answer& answer, unsigned status, std::string_view code);

// A ledger with one member, "gha-gov", and the profile's lists.
[[nodiscard]] support::LedgerBuilder member_ledger();

}  // namespace pledgebook::server
