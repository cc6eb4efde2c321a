// SPDX-License-Identifier: Apache-2.0
#include "server/routes/readiness.h"

#include <algorithm>
#include <utility>

#include "server/routes/operations.h"

namespace pledgebook::server {
namespace {

Problem not_ready(std::string code, std::string detail, std::string cause = {}) {
  return {.status = 503,
          .code = std::move(code),
          .detail = std::move(detail),
          .retry_after_s = 5,
          .cause = std::move(cause)};
}

}  // namespace

std::optional<Problem> Readiness::find_unreadable(const Services& services) {
  if (const auto snapshot = services.store.snapshot(); !snapshot) {
    return not_ready("log_unreadable", "the log cannot be read: see the server's journal",
                     snapshot.error().detail);
  }
  if (const auto views = services.projector.views(); !views)
    return not_ready("views_failing", "the read models cannot be opened: see the server's journal",
                     views.error().detail);
  return std::nullopt;
}

std::optional<Problem> Readiness::why_not() const {
  if (std::string why = services_.sequencer.condition(); !why.empty()) {
    const bool read_only = services_.sequencer.counters().read_only;
    return not_ready(read_only ? "read_only" : "clock", std::move(why));
  }
  if (const auto condition = services_.projector.condition()) {
    return not_ready(condition->mends_itself ? "views_failing" : "views_stopped",
                     condition->sentence);
  }
  if (unreadable_) return unreadable_;
  const std::uint64_t size = ledger::number(services_.sequencer.size());
  const std::uint64_t view_size = std::min(size, ledger::number(services_.projector.size()));
  if (size - view_size <= kViewLagMax) return std::nullopt;
  return not_ready("views_behind",
                   "the read models are " + std::to_string(size - view_size) + " records behind");
}

void Readiness::sweep(HttpContext& context) {
  tell();
  if (is_looking_ || context.is_stopping) return;
  auto look = [this, &context] {
    auto found = find_unreadable(services_);
    context.tasks.post([this, found = std::move(found)]() mutable {
      unreadable_ = std::move(found);
      is_looking_ = false;
    });
  };
  auto drop = [] {};
  is_looking_ = context.lanes[Lane::reads].post({std::move(look), std::move(drop)}).has_value();
}

void Readiness::tell() {
  const std::optional<Problem> why = why_not();
  std::string code = why ? why->code : std::string();
  if (std::exchange(told_, code) == code) return;
  if (why) {
    journal_.warning("not_ready", why->detail, {{"code", why->code}, {"cause", why->cause}});
  } else {
    journal_.info("ready", "statements are accepted and the read models keep up",
                  {{"records", ledger::number(services_.sequencer.size())}});
  }
}

}  // namespace pledgebook::server
