// SPDX-License-Identifier: Apache-2.0
#include "cli/book/server_problem.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "cli/text/figures.h"
#include "server/client/status_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr unsigned kBadRequest = 400;
constexpr unsigned kNotFound = 404;

}  // namespace

Failure failure_of_response(const std::string& server, const server::HttpResponse& response) {
  boost::system::error_code error;
  const json::value value = json::parse(response.body, error);
  const json::object* problem = error ? nullptr : value.if_object();
  if (problem != nullptr && text_of(*problem, "pointer").starts_with('?')) {
    return failure_of(ledger::Refusal{text_of(*problem, "code"), text_of(*problem, "pointer"),
                                      text_of(*problem, "rule"), text_of(*problem, "accepted")});
  }
  std::string sentence = problem == nullptr ? std::string() : text_of(*problem, "detail");
  if (sentence.empty()) {
    sentence = server::status_text(server, response.status);
  } else if (const std::string accepted = text_of(*problem, "accepted"); !accepted.empty()) {
    sentence += "; accepted: " + accepted;
  }
  if (response.status == kNotFound) return {ExitStatus::not_found, sentence};
  if (response.status == kBadRequest) return {ExitStatus::usage, sentence};
  return {ExitStatus::unavailable, sentence};
}

}  // namespace pledgebook::cli
