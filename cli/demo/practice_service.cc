// SPDX-License-Identifier: Apache-2.0
#include "cli/demo/practice_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/demo/practice_ledger.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

// The machine's clock may be set meanwhile: it is looked at this often.
constexpr std::chrono::seconds kLookEvery{60};

}  // namespace

PracticeService::PracticeService(PracticeOptions options)
    : options_(std::move(options)),
      journal_(clock_, options_.listening.log_format, options_.listening.log_least) {
  practice_.every = options_.every;
}

ledger::Instant PracticeService::now() const {
  return std::chrono::floor<std::chrono::seconds>(clock_.now());
}

Outcome<std::unique_ptr<PracticeService>> PracticeService::start(PracticeOptions options) {
  std::unique_ptr<PracticeService> practice(new PracticeService(std::move(options)));
  const std::string& directory = practice->options_.directory;
  std::error_code error;
  if (!fs::exists(directory, error)) {
    LEDGER_CHECK(make_practice_ledger(directory, practice->now()));
  }
  LEDGER_TRY(const ledger::Instant made, practice_made_at(directory));
  LEDGER_CHECK(practice->listen());
  if (practice->practice_.next_reset(made) <= practice->clock_.now()) {
    LEDGER_CHECK(practice->reset());
  }
  if (!practice->service_) LEDGER_CHECK(practice->serve());
  return practice;
}

Outcome<void> PracticeService::listen() {
  const Encryption encryption = options_.listening.tls ? Encryption::tls : Encryption::none;
  LEDGER_TRY(const Listen wanted,
             check_listen(options_.listening.address, encryption, options_.listening.plain_http));
  for (unsigned i = 0;; ++i) {
    auto socket = server::ListeningSocket::open(fmt::format("{}:{}", wanted.host, wanted.port + i));
    if (socket) {
      socket_.emplace(*std::move(socket));
      return {};
    }
    const bool is_last = i >= options_.other_ports || wanted.port == 0;
    if (socket.error().code != ledger::Errc::busy || is_last)
      return unavailable(std::move(socket).error().detail);
  }
}

Outcome<void> PracticeService::serve() {
  LEDGER_TRY(practice_, read_practice(options_.directory, options_.every));
  // The last record may be months old, and nobody relies on the clock of a ledger for practice.
  LEDGER_TRY(service_, Service::start({.directory = options_.directory,
                                       .listening = options_.listening,
                                       .accept_clock = true,
                                       .web_directory = options_.web_directory,
                                       .practice = &practice_,
                                       .socket = &*socket_}));
  return {};
}

Awaited PracticeService::wait(ledger::RecordedAt until) const {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(until - clock_.now());
    if (left.count() <= 0) return Awaited::time;
    const Awaited awaited = wait_for_signal(std::min(left, kLookEvery));
    if (awaited != Awaited::time) return awaited;
  }
}

Outcome<void> PracticeService::run() {
  while (wait(practice_.next_reset(clock_.now())) != Awaited::end) LEDGER_CHECK(reset());
  service_->stop();
  return {};
}

Outcome<void> PracticeService::reset() {
  const std::string fresh = options_.directory + ".next";
  std::error_code error;
  // What an interrupted reset has left, if it is ours.
  if (practice_made_at(fresh)) fs::remove_all(fresh, error);
  if (const auto made = make_practice_ledger(fresh, now()); !made) {
    journal_.error("practice_not_reset",
                   "the next ledger for practice can't be made; the old one stays until the next "
                   "reset",
                   {{"cause", std::string_view(made.error().sentence)}});
    return {};
  }
  const std::string old = service_ ? service_->ledger() : std::string();
  if (service_) service_->stop();
  service_.reset();
  LEDGER_CHECK(replace_practice_ledger(options_.directory, fresh));
  LEDGER_CHECK(serve());
  journal_.info("practice_reset",
                "the ledger for practice was made again, under a new name and with new keys; "
                "everything before is gone",
                {{"old", std::string_view(old)}, {"ledger", std::string_view(service_->ledger())}});
  return {};
}

}  // namespace pledgebook::cli
