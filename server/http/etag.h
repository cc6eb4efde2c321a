// SPDX-License-Identifier: Apache-2.0
// ETag: the name of one state of one answer (RFC 9110 section 8.8.3). Answers from read models are
// a function of the log's size, the checkpoint that was released last, the day (timeliness depends
// on it) and the request's target, so their tag is made of these, before any query runs. Weak,
// since gzip gives other bytes.
#pragma once

#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::server {

struct AnswerBasis {
  ledger::Size views{};     // records that the read models cover
  ledger::Size released{};  // by the newest checkpoint; 0 where there is none
  ledger::Date today{};
};
[[nodiscard]] std::string make_etag(const AnswerBasis& basis, std::string_view target);

// Of an answer that follows from `basis` alone, and may be packed.
[[nodiscard]] std::string make_etag(std::string_view basis);

// Whether the value of If-None-Match names `etag`, or is `*`; by weak comparison. A malformed value
// names nothing.
[[nodiscard]] bool none_match_names(std::string_view if_none_match, std::string_view etag);

}  // namespace pledgebook::server
