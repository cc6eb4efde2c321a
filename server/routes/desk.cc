// SPDX-License-Identifier: Apache-2.0
#include "server/routes/desk.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "ledger/desk/desk_store.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/log/recorded_statements.h"
#include "ledger/log/registry_reader.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/routes/registration.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

using ledger::DeskItem;
using ledger::DeskStore;
using ledger::RegistryReader;
using ledger::Result;
using ledger::Shelf;
using ledger::SignedStatement;

Problem no_desk() {
  return {.status = 503,
          .code = "desk_unavailable",
          .detail = "this server has no desk: ask the server that writes the ledger"};
}
Problem desk_full() {
  return {.status = 503,
          .code = "desk_full",
          .detail =
              "too much waits on the desk: ask the operator to look at it, and send this "
              "again",
          .retry_after_s = 3'600};
}
Problem settled(std::string detail) {
  return {.status = 409, .code = "desk_settled", .detail = std::move(detail)};
}

DeskItem item_of(const Services& services, const crypto::Hash& id, std::string bytes) {
  return {.id = id, .received = services.now(), .bytes = std::move(bytes)};
}

// Keeps the item, and answers with `json`.
Result<Response> keep(const Services& services, Shelf shelf, const DeskItem& item,
                      std::string json) {
  LEDGER_TRY(const DeskStore::Put put, services.desk->put(shelf, item));
  if (put == DeskStore::Put::full) return to_response(desk_full());
  return json_response(201, std::move(json));
}

// ---- requests for registration ------------------------------------------------------------------

Result<Response> ask_for_registration(const Services& services, const Request& request) {
  if (request.body.size() > kRegistrationBytesMax) {
    return to_response(Problem{.status = 413,
                               .code = "registration_too_large",
                               .detail = "the request for registration is too large",
                               .accepted = "at most 16384 bytes"});
  }
  LEDGER_TRY(RegistryReader reader, RegistryReader::open(services.store));
  const auto registration = read_registration(request.body, reader.registry().governance().ledger);
  if (!registration) return to_response(problem_of(registration.error(), 422));
  const bool is_known = reader.registry().find(registration->key) != nullptr;
  const bool has_party = reader.registry().find(registration->party) != nullptr;
  LEDGER_CHECK(reader.check());
  if (is_known) return to_response(settled("the ledger has this key already"));
  if (registration->is_new && has_party) {
    return to_response(
        settled("the ledger has a party with this id already: choose another id, or "
                "ask for another key of that party"));
  }
  if (!registration->is_new && !has_party)
    return to_response(settled("the ledger has no party with this id: say who it is"));
  const crypto::Hash id = crypto::sha256(crypto::as_bytes(request.body));
  JsonText json;
  json.text("request", id.hex()).text("party", registration->party.text());
  return keep(services, Shelf::registrations, item_of(services, id, request.body),
              std::move(json).take());
}

// The key that a kept request asks for; nothing if the request can't be read any more.
std::optional<ledger::KeyId> key_of(const DeskItem& item, std::string_view ledger_name) {
  const auto registration = read_registration(item.bytes, ledger_name);
  if (!registration) return std::nullopt;
  return registration->key;
}

Result<Response> list_registrations(const Services& services) {
  LEDGER_TRY(RegistryReader reader, RegistryReader::open(services.store));
  LEDGER_TRY(const auto items, services.desk->items(Shelf::registrations));
  const std::string& ledger_name = reader.registry().governance().ledger;
  std::string rows = "[";
  for (const DeskItem& item : items) {
    const auto key = key_of(item, ledger_name);
    if (!key || reader.registry().find(*key) != nullptr) {
      LEDGER_CHECK(services.desk->remove(Shelf::registrations, item.id));
      continue;
    }
    JsonText row;
    row.text("request", item.id.hex())
        .text("received", ledger::to_text(item.received))
        .text("key", key->hex())
        .raw("registration", item.bytes);
    if (rows.size() > 1) rows += ',';
    rows += std::move(row).take();
  }
  LEDGER_CHECK(reader.check());
  JsonText json;
  json.raw("rows", rows + "]");
  return json_response(200, std::move(json).take());
}

// ---- statements that lack signatures ------------------------------------------------------------

// Adds the signatures that `more` has and `to` has not.
void merge(SignedStatement& to, const SignedStatement& more) {
  for (const ledger::KeySignature& signature : more.signatures) {
    const auto place =
        std::ranges::lower_bound(to.signatures, signature.key, {}, &ledger::KeySignature::key);
    if (place == to.signatures.end() || place->key != signature.key)
      to.signatures.insert(place, signature);
  }
}

// Whether each key is the statement's own or one of its signers', and active.
bool are_signers_keys(ledger::Registry& registry, const ledger::Statement& statement,
                      const SignedStatement& signed_statement) {
  std::set<ledger::KeyId> own;
  for (const ledger::PublicKeyBytes& key : ledger::embedded_keys(statement))
    own.insert(ledger::KeyId{crypto::sha256(key.bytes)});
  return std::ranges::all_of(signed_statement.signatures, [&](const auto& signature) {
    if (own.contains(signature.key)) return true;
    const ledger::Key* key = registry.find(signature.key);
    return key != nullptr && key->is_active() &&
           std::ranges::find(statement.signers, key->party) != statement.signers.end();
  });
}

std::string row_of(const DeskItem& item, const ledger::Statement& statement) {
  JsonText row;
  row.text("sid", item.id.hex())
      .text("received", ledger::to_text(item.received))
      .text("kind", statement.kind())
      .text("stream", statement.stream.text())
      .raw("envelope", item.bytes);
  return std::move(row).take();
}

Result<Response> keep_envelope(const Services& services, const Request& request) {
  auto signed_statement = ledger::decode_envelope(request.body);
  if (!signed_statement) return to_response(problem_of(signed_statement.error(), 400));
  const auto statement = ledger::decode_statement(signed_statement->payload);
  if (!statement) return to_response(problem_of(statement.error(), 422));
  LEDGER_TRY(RegistryReader reader, RegistryReader::open(services.store));
  ledger::Registry& registry = reader.registry();
  const bool is_of_signers = are_signers_keys(registry, *statement, *signed_statement);
  const bool is_of_ledger = statement->ledger == registry.governance().ledger;
  const auto find_key = [&](const ledger::KeyId& id) -> std::optional<crypto::PublicKey> {
    const ledger::Key* key = registry.find(id);
    if (key == nullptr) return std::nullopt;
    return crypto::PublicKey::parse(key->public_key.bytes);
  };
  if (!is_of_ledger || !is_of_signers || signed_statement->signatures.empty()) {
    LEDGER_CHECK(reader.check());
    return to_response(Problem{.status = 403,
                               .code = "desk_signature_foreign",
                               .detail = "a statement waits here only with a signature by an "
                                         "active key of one of its signers, in this ledger",
                               .pointer = "/signatures"});
  }
  const auto verified = ledger::check_signatures(*statement, *signed_statement, find_key);
  LEDGER_CHECK(reader.check());
  if (!verified) return to_response(problem_of(verified.error(), 422));
  const ledger::Sid sid = ledger::statement_id(signed_statement->payload);
  LEDGER_TRY(const auto recorded, ledger::RecordedStatements::read(reader.snapshot()));
  if (recorded.has(sid)) return to_response(settled("the ledger has this statement already"));
  LEDGER_TRY(const auto kept, services.desk->find(Shelf::envelopes, sid.hash));
  if (kept) {
    const auto before = ledger::decode_envelope(kept->bytes);
    if (before) merge(*signed_statement, *before);
  }
  const DeskItem item = item_of(services, sid.hash, ledger::encode_envelope(*signed_statement));
  return keep(services, Shelf::envelopes, item, row_of(item, *statement));
}

Result<Response> list_envelopes(const Services& services, const Request& request) {
  const std::string_view party = request.parameter("party").value_or("");
  LEDGER_TRY(const auto items, services.desk->items(Shelf::envelopes));
  LEDGER_TRY(const auto snapshot, services.store.snapshot());
  LEDGER_TRY(const auto recorded, ledger::RecordedStatements::read(snapshot));
  std::string rows = "[";
  for (const DeskItem& item : items) {
    const auto envelope = ledger::decode_envelope(item.bytes);
    const auto statement =
        envelope ? ledger::decode_statement(envelope->payload)
                 : ledger::Admitted<ledger::Statement>(std::unexpected(envelope.error()));
    if (!statement || recorded.has(ledger::Sid{item.id})) {
      LEDGER_CHECK(services.desk->remove(Shelf::envelopes, item.id));
      continue;
    }
    const bool is_asked =
        party.empty() ||
        std::ranges::any_of(statement->signers, [&](const auto& id) { return id.text() == party; });
    if (!is_asked) continue;
    if (rows.size() > 1) rows += ',';
    rows += row_of(item, *statement);
  }
  LEDGER_CHECK(snapshot.check_rows());
  JsonText json;
  json.raw("rows", rows + "]");
  return json_response(200, std::move(json).take());
}

using Answer = Result<Response> (*)(const Services&, const Request&);
Handler handler_of(const Services& services, Answer answer) {
  return [&services, answer](const Request& request) {
    if (services.desk == nullptr) return to_response(no_desk());
    return to_response(answer(services, request));
  };
}

}  // namespace

std::vector<Route> desk_routes(const Services& services) {
  constexpr std::string_view kRegistrations = "/api/v1/desk/registrations";
  constexpr std::string_view kEnvelopes = "/api/v1/desk/envelopes";
  const ResponseNote full{503, kProblemJson, "Problem", "Too much waits; see Retry-After."};
  const ResponseNote done{409, kProblemJson, "Problem", "The ledger has it already."};
  return {
      {.pattern = kRegistrations,
       .operation = "listRegistrations",
       .group = "desk",
       .summary = "Requests for registration that wait for a registrar, in the order in which they "
                  "came",
       .responses = {{200, kJson, "Registrations", "Those that the ledger has not granted."}},
       .handler = handler_of(
           services, [](const Services& all, const Request&) { return list_registrations(all); })},
      {.method = Method::post,
       .pattern = kRegistrations,
       .operation = "requestRegistration",
       .group = "desk",
       .summary = "Asks for a new key, and for a new party if the ledger does not have it",
       .bodies = {{.content_type = kJson,
                   .schema = "Registration",
                   .description = "With a key.added that the new key has signed."}},
       .responses = {{201, kJson, "RegistrationKept", "It waits for a registrar."},
                     done,
                     {413, kProblemJson, "Problem", "It is too large."},
                     {422, kProblemJson, "Problem", "It is no such request, or not proven."},
                     full},
       .body_name = "registration",
       .handler = handler_of(services, ask_for_registration)},
      {.pattern = kEnvelopes,
       .operation = "listEnvelopes",
       .group = "desk",
       .summary = "Statements that lack signatures, in the order in which they came",
       .parameters = {{.name = "party",
                       .type = ParameterType::id,
                       .description = "Only those that this party must sign, or has signed."}},
       .responses = {{200, kJson, "Envelopes", "Those that the ledger does not have yet."}},
       .handler = handler_of(services, list_envelopes)},
      {.method = Method::post,
       .pattern = kEnvelopes,
       .operation = "keepEnvelope",
       .group = "desk",
       .summary = "Keeps a statement with some of its signatures, or adds signatures to one that "
                  "waits",
       .bodies = {{.content_type = kDsse,
                   .schema = "Envelope",
                   .description = "At least one signature, each by a key of one of the signers."}},
       .responses = {{201, kJson, "KeptEnvelope", "With all signatures that it has by now."},
                     {400, kProblemJson, "Problem", "It is no envelope."},
                     {403, kProblemJson, "Problem", "Nobody who may sign it has."},
                     done,
                     {422, kProblemJson, "Problem", "It is no statement, or a signature is wrong."},
                     full},
       .body_name = "envelope",
       .handler = handler_of(services, keep_envelope)}};
}

}  // namespace pledgebook::server
