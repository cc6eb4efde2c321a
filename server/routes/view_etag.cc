// SPDX-License-Identifier: Apache-2.0
#include "server/routes/view_etag.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "server/http/etag.h"

namespace pledgebook::server {
namespace {

// Separators that no path or value contains: control characters are refused (server/http/target.h).
constexpr char kEndOfSegment = '\t';
constexpr char kEndOfPart = '\n';
constexpr std::string_view kWait = "min_size";  // says when to answer, not what

// A day begins at midnight UTC and, twelve hours later, where it ends last.
std::int64_t half_day(ledger::RecordedAt time) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch() / std::chrono::hours(12);
}

}  // namespace

std::string make_etag(const AnswerBasis& basis, std::string_view question) {
  return make_etag(std::to_string(ledger::number(basis.views)) + '.' +
                   std::to_string(ledger::number(basis.released)) + '.' +
                   std::to_string(half_day(basis.now)) + '.' + std::string(question));
}

std::string question_of(const Target& target) {
  std::string question;
  for (const std::string& segment : target.path) (question += segment) += kEndOfSegment;
  std::vector<const QueryParameter*> given;
  for (const QueryParameter& parameter : target.query) {
    if (!parameter.value.empty() && parameter.name != kWait) given.push_back(&parameter);
  }
  // Equal names keep their order: it may matter which of two values is first.
  std::ranges::stable_sort(given, {}, &QueryParameter::name);
  for (const QueryParameter* parameter : given) {
    question += kEndOfPart;
    ((question += parameter->name) += '=') += parameter->value;
  }
  return question;
}

}  // namespace pledgebook::server
