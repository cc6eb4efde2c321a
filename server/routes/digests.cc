// SPDX-License-Identifier: Apache-2.0
#include "server/routes/digests.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "projections/views/digest.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/routes/record_json.h"

namespace pledgebook::server {
namespace {

constexpr std::chrono::seconds kAnswerAgeMax{10};

std::string views_json(const projections::Digests& digests) {
  std::string json = "[";
  for (const projections::DigestOfView& each : digests) {
    if (json.size() > 1) json += ',';
    JsonText view;
    view.text("view", each.view)
        .number("version", each.version)
        .number("size", ledger::number(each.size))
        .text("digest", each.digest.hex());
    json += std::move(view).take();
  }
  return json + "]";
}

// Any thread; one computes at a time.
class DigestAnswers {
 public:
  explicit DigestAnswers(const Services& services) : services_(services) {}

  Response answer() {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) {
      return to_response(Problem{.status = 503,
                                 .code = "digests_under_way",
                                 .detail = "the digests are being computed: ask again in a moment",
                                 .retry_after_s = 1});
    }
    const auto now = services_.clock.monotonic();
    if (!kept_ || now - made_ > kAnswerAgeMax) {
      auto digests = compute();
      if (!digests) return to_response(problem_of(digests.error()));
      kept_ = *std::move(digests);
      made_ = now;
    }
    const ledger::Size size = kept_->empty() ? ledger::Size{} : kept_->front().size;
    const ledger::ReleasedPointer released = services_.released();
    JsonText json;
    json.number("size", ledger::number(size));
    if (covers(released, size)) {
      json.raw("checkpoint", checkpoint_json(released->note.checkpoint));
    } else {
      json.null("checkpoint");
    }
    json.raw("views", views_json(*kept_));
    return json_response(200, std::move(json).take());
  }

 private:
  ledger::Result<projections::Digests> compute() const {
    LEDGER_TRY(const projections::Views views, services_.projector.views());
    return projections::digests(views);
  }

  const Services& services_;
  std::mutex mutex_;  // guards all below
  std::optional<projections::Digests> kept_;
  std::chrono::steady_clock::time_point made_;
};

}  // namespace

std::vector<Route> digest_routes(const Services& services) {
  // Shared by the copies of the handler.
  const auto answers = std::make_shared<DigestAnswers>(services);
  return {{.pattern = "/api/v1/digests",
           .operation = "getDigests",
           .group = "proofs",
           .summary = "One hash for each read model, to compare with those of a copy of the log",
           .responses = {{200, kJson, "Digests", "At most ten seconds old."},
                         {503, kProblemJson, "Problem", "They are being computed."}},
           .handler = [answers](const Request&) { return answers->answer(); },
           .lane = Lane::heavy_reads}};
}

}  // namespace pledgebook::server
