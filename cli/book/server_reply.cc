// SPDX-License-Identifier: Apache-2.0
#include "cli/book/server_reply.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "cli/text/figures.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr unsigned kBadRequest = 400;
constexpr unsigned kNotFound = 404;

}  // namespace

Failure failure_of_reply(const std::string& server, const server::Client::Reply& reply) {
  boost::system::error_code error;
  const json::value value = json::parse(reply.body, error);
  const json::object* problem = error ? nullptr : value.if_object();
  if (problem != nullptr && text_of(*problem, "pointer").starts_with('?')) {
    return failure_of(ledger::Refusal{text_of(*problem, "code"), text_of(*problem, "pointer"),
                                      text_of(*problem, "rule"), text_of(*problem, "accepted")});
  }
  std::string sentence = problem == nullptr ? std::string() : text_of(*problem, "detail");
  if (sentence.empty()) {
    sentence =
        fmt::format("{} answers with status {}: is it a Pledgebook server?", server, reply.status);
  } else if (const std::string accepted = text_of(*problem, "accepted"); !accepted.empty()) {
    sentence += "; accepted: " + accepted;
  }
  if (reply.status == kNotFound) return {ExitStatus::not_found, sentence};
  if (reply.status == kBadRequest) return {ExitStatus::usage, sentence};
  return {ExitStatus::unavailable, sentence};
}

}  // namespace pledgebook::cli
