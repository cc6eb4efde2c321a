// SPDX-License-Identifier: Apache-2.0
#include "server/routes/practice.h"

#include <algorithm>
#include <utility>

#include "server/http/problem.h"
#include "server/routes/notes.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kPem = "application/x-pem-file";

Response key_named(const Practice& practice, const std::string& role) {
  const PracticeKey* key = practice.find(role);
  if (key == nullptr) {
    return to_response(Problem{.status = 404,
                               .code = "not_found",
                               .detail = "this ledger for practice gives no key of that name",
                               .accepted = "a name that its page /en/practice shows"});
  }
  Response response{.content_type = kPem, .body = key->pem};
  response.headers = {{"Content-Disposition",
                       "attachment; filename=\"practice-" + std::string(key->role) + ".pem\""}};
  return response;
}

}  // namespace

ledger::RecordedAt Practice::next_reset(ledger::RecordedAt now) const {
  const auto past = std::chrono::floor<std::chrono::hours>(now.time_since_epoch()) / every;
  return ledger::RecordedAt((past + 1) * every);
}

const PracticeKey* Practice::find(std::string_view role) const {
  const auto found = std::ranges::find(keys, role, &PracticeKey::role);
  return found == keys.end() ? nullptr : &*found;
}

std::string practice_key_address(const PracticeKey& key) {
  return "/api/v1/practice/keys/" + std::string(key.role);
}

std::vector<Route> practice_routes(const Practice* practice) {
  if (practice == nullptr) return {};
  return {{.pattern = "/api/v1/practice/keys/{role}",
           .operation = "getPracticeKey",
           .group = "signing",
           .summary = "A secret key of a ledger for practice, for anybody",
           .responses = {{200, kPem, "", "PKCS #8 in PEM, not encrypted."},
                         {404, kProblemJson, "Problem", "No key has this name."}},
           .handler =
               [practice](const Request& request) {
                 return key_named(*practice, request.captures.at(0));
               },
           .lane = Lane::none}};
}

}  // namespace pledgebook::server
