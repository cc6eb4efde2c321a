// SPDX-License-Identifier: Apache-2.0
#include "server/routes/signing.h"

#include <string>
#include <utility>

#include "crypto/base64.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/log/record/record.h"
#include "ledger/log/registry_reader.h"
#include "ledger/log/stream_records.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/routes/filters.h"
#include "server/routes/notes.h"
#include "server/routes/record_json.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

using ledger::RegistryReader;
using ResponseResult = ledger::Result<Response>;

std::unexpected<ledger::Error> not_found(std::string detail) {
  return std::unexpected(ledger::Error{ledger::Errc::not_found, std::move(detail)});
}

Response bad_request(std::string code, std::string detail, std::string accepted) {
  return to_response(Problem{.status = 400,
                             .code = std::move(code),
                             .detail = std::move(detail),
                             .accepted = std::move(accepted)});
}

std::string texts_json(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) {
    if (json.size() > 1) json.push_back(',');
    append_json_string(json, text);
  }
  return json + "]";
}

std::string names_json(const std::vector<ledger::Role>& roles) {
  std::vector<std::string> names;
  for (const ledger::Role role : roles) names.emplace_back(ledger::name(role));
  return texts_json(names);
}

void add_key(JsonText& json, const ledger::Key& key, const ledger::Governance& governance) {
  json.text("key", key.id.hex())
      .text("public_key", crypto::to_base64(key.public_key.bytes))
      .text("party", key.party.text())
      .text("label", key.label)
      .raw("roles", names_json(key.roles))
      .boolean("root", key.root)
      .boolean("recovered", key.recovered)
      .number("added", ledger::number(key.added))
      .text("holder", key.holder.hex())
      .boolean("active", key.is_active());
  if (key.root) json.number("root_quorum", governance.root_quorum);
  if (key.revoked) json.number("revoked", ledger::number(*key.revoked));
  if (key.replaced) json.number("replaced", ledger::number(*key.replaced));
  // The last dispute reaches back furthest.
  if (!key.disputes.empty())
    json.number("disputed_since", ledger::number(key.disputes.back().since));
}

std::string practice_json(const Practice& practice, ledger::RecordedAt now) {
  return std::move(
             JsonText()
                 .number("reset_every_hours", static_cast<std::uint64_t>(practice.every.count()))
                 .text("next_reset", ledger::to_text(practice.next_reset(now))))
      .take();
}

ResponseResult get_ledger(const Services& services, const Practice* practice) {
  LEDGER_TRY(RegistryReader reader, RegistryReader::open(services.store));
  LEDGER_TRY(const LogPosition position, position_of(reader.snapshot(), services.released()));
  const ledger::Governance& governance = reader.registry().governance();
  if (governance.ledger.empty()) return not_found("the ledger has no records yet");
  JsonText json;
  add_position(json, position);
  json.text("ledger", governance.ledger)
      .text("origin", governance.created.origin)
      .text("title", governance.created.title)
      .text("operator", governance.operator_id.text())
      .text("profile", governance.created.profile)
      .number("rules", governance.rules)
      .number("root_quorum", governance.root_quorum)
      .text("log_key", governance.log_key)
      .raw("earlier_log_keys", texts_json(governance.earlier_log_keys));
  if (practice != nullptr) json.raw("practice", practice_json(*practice, services.now()));
  return json_response(200, std::move(json).take());
}

ResponseResult get_stream(const Services& services, const ledger::StreamId& stream) {
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  LEDGER_TRY(const ledger::StreamRecords part,
             ledger::find_stream_records(snapshot, stream.text(), {}, 0));
  LEDGER_TRY(const LogPosition position, position_of(snapshot, services.released()));
  JsonText json;
  add_position(json, position);
  json.text("stream", stream.text()).number("count", part.count);
  if (part.last) {
    LEDGER_TRY(const std::string_view bytes, snapshot.record(*part.last));
    LEDGER_TRY(const ledger::Record record, ledger::decode_record(bytes));
    json.text("head", ledger::statement_id(record.statement()->payload).hex())
        .number("last", ledger::number(*part.last));
  } else {
    json.null("head").null("last");
  }
  return json_response(200, std::move(json).take());
}

ResponseResult get_key(const Services& services, const ledger::KeyId& id) {
  LEDGER_TRY(RegistryReader reader, RegistryReader::open(services.store));
  LEDGER_TRY(const LogPosition position, position_of(reader.snapshot(), services.released()));
  const ledger::Key* key = reader.registry().find(id);
  LEDGER_CHECK(reader.check());
  if (key == nullptr) return not_found("the ledger has no key with this id");
  JsonText json;
  add_position(json, position);
  add_key(json, *key, reader.registry().governance());
  return json_response(200, std::move(json).take());
}

// A page of the party's keys, and how many there are.
void add_keys(JsonText& json, ledger::Registry& registry, const ledger::Party& party,
              const projections::Query& page) {
  std::string keys = "[";
  for (const ledger::KeyId& id : page.page_of(std::span(party.keys))) {
    const ledger::Key* key = registry.find(id);
    if (key == nullptr) continue;  // a damaged row, which the reader reports
    JsonText entry;
    add_key(entry, *key, registry.governance());
    if (keys.size() > 1) keys.push_back(',');
    keys += std::move(entry).take();
  }
  json.number("total", party.keys.size())
      .number("page", page.page)
      .number("per_page", page.per_page)
      .raw("keys", keys + "]");
}

ResponseResult get_party(const Services& services, const ledger::PartyId& id,
                         const projections::Query& page) {
  LEDGER_TRY(RegistryReader reader, RegistryReader::open(services.store));
  LEDGER_TRY(const LogPosition position, position_of(reader.snapshot(), services.released()));
  const ledger::Party* party = reader.registry().find(id);
  LEDGER_CHECK(reader.check());
  if (party == nullptr) return not_found("there is no party with this id");
  JsonText json;
  add_position(json, position);
  json.text("party", id.text())
      .text("name", party->body.name)
      .text("sector", ledger::name(party->body.sector));
  if (party->body.country) json.text("country", party->body.country->iso3());
  if (party->body.itu_membership)
    json.text("itu_membership", ledger::name(*party->body.itu_membership));
  if (party->suspended) json.number("suspended", ledger::number(*party->suspended));
  json.raw("roles", names_json(party->body.roles))
      .boolean("has_active_key", reader.registry().has_active_key(id));
  add_keys(json, reader.registry(), *party, page);
  LEDGER_CHECK(reader.check());
  return json_response(200, std::move(json).take());
}

Response stream_named(const Services& services, const std::string& name) {
  const auto stream = ledger::StreamId::parse(name);
  if (stream) return to_response(get_stream(services, *stream));
  return bad_request("stream_invalid", "the path has no valid stream",
                     std::string(kStreamsAccepted));
}

Response key_named(const Services& services, const std::string& text) {
  const auto id = ledger::KeyId::from_hex(text);
  if (id) return to_response(get_key(services, *id));
  return bad_request("digest_invalid", "the path has no valid key id",
                     "the 64 lower-case hex digits of SHA-256(public key)");
}

Response party_named(const Services& services, const Request& request) {
  const auto id = ledger::PartyId::parse(request.captures.at(0));
  const auto page = parse_filters(request);
  if (!page) return to_response(problem_of(page.error(), 400));
  if (id) return to_response(get_party(services, *id, *page));
  return bad_request("id_invalid", "the path has no valid party id",
                     "1 to 64 characters of a-z, 0-9 and -");
}

}  // namespace

std::vector<Route> signing_routes(const Services& services, const Practice* practice) {
  const ResponseNote bad{400, kProblemJson, "Problem", "The path is malformed."};
  const ResponseNote stream{200, kJson, "Stream", "The head, also of a stream without records."};
  return {
      {.pattern = "/api/v1/ledger",
       .operation = "getLedger",
       .group = "signing",
       .summary = "This ledger: the `ledger` of its statements, and its rules",
       .responses = {{200, kJson, "Ledger", "The ledger."},
                     {404, kProblemJson, "Problem", "It has no records yet."}},
       .handler = [&services, practice](
                      const Request&) { return to_response(get_ledger(services, practice)); }},
      {.pattern = "/api/v1/streams/governance",
       .operation = "getGovernanceStream",
       .group = "signing",
       .summary = "The head of the governance stream, which is the `prev` of its next statement",
       .responses = {stream},
       .handler = [&services](const Request&) { return stream_named(services, "governance"); }},
      {.pattern = "/api/v1/streams/{kind}/{id}",
       .operation = "getStream",
       .group = "signing",
       .summary =
           "The head of a stream, which is the `prev` of its next statement; null for its first",
       .responses = {stream, bad},
       .handler =
           [&services](const Request& request) {
             return stream_named(services, request.captures.at(0) + "/" + request.captures.at(1));
           }},
      {.pattern = "/api/v1/keys/{key}",
       .operation = "getKey",
       .group = "signing",
       .summary = "Whose key it is and what it may sign",
       .responses = {{200, kJson, "Key", "The key."},
                     bad,
                     {404, kProblemJson, "Problem", "The ledger does not know it."}},
       .handler =
           [&services](const Request& request) {
             return key_named(services, request.captures.at(0));
           }},
      {.pattern = "/api/v1/parties/{id}",
       .operation = "getParty",
       .group = "signing",
       .summary = "A party as admission sees it now: its roles and a page of its keys",
       .parameters = page_parameters(),
       .responses = {{200, kJson, "Party", "The party."},
                     bad,
                     {404, kProblemJson, "Problem", "It is not registered."}},
       .handler = [&services](const Request& request) { return party_named(services, request); }},
  };
}

}  // namespace pledgebook::server
