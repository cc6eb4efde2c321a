// SPDX-License-Identifier: Apache-2.0
// ViewEtag: the ETag of an answer from read models, known before any query runs. The answer depends
// on the log's size, the newest published checkpoint, the day (because of timeliness), the day
// where it ends last (because of ends that have passed) and the request, so the tag is made of
// these.
#pragma once

#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "server/http/request.h"

namespace pledgebook::server {

struct AnswerBasis {
  ledger::Size views{};     // records that the read models cover
  ledger::Size released{};  // by the newest checkpoint; 0 if there is none
  ledger::RecordedAt now{};
};
[[nodiscard]] std::string make_etag(const AnswerBasis& basis, std::string_view question);

// The request in normal form: the path, and the parameters that are not empty, sorted by name. Two
// requests with the same normal form have the same answer.
[[nodiscard]] std::string question_of(const Target& target);

}  // namespace pledgebook::server
