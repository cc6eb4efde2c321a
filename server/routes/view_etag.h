// SPDX-License-Identifier: Apache-2.0
// ViewEtag: answers from read models are a function of the log's size, the checkpoint that was
// released last, the day (timeliness depends on it) and what was asked, so their tag is made of
// these, before any query runs.
#pragma once

#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "server/http/request.h"

namespace pledgebook::server {

struct AnswerBasis {
  ledger::Size views{};     // records that the read models cover
  ledger::Size released{};  // by the newest checkpoint; 0 where there is none
  ledger::Date today{};
};
[[nodiscard]] std::string make_etag(const AnswerBasis& basis, std::string_view question);

// What is asked, in its normal form: the path, and the parameters that say something, in order of
// their names. Two requests with the same normal form have the same answer.
[[nodiscard]] std::string question_of(const Target& target);

}  // namespace pledgebook::server
