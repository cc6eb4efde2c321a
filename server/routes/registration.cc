// SPDX-License-Identifier: Apache-2.0
#include "server/routes/registration.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <utility>
#include <variant>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/rules/signatures.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using ledger::Admitted;
using ledger::Refusal;

constexpr std::string_view kType = "pledgebook.registration";

std::unexpected<Refusal> malformed(std::string pointer, std::string rule) {
  return std::unexpected(Refusal{.code = "registration_malformed",
                                 .pointer = std::move(pointer),
                                 .rule = std::move(rule),
                                 .accepted = "a request made by the page of keys"});
}

std::optional<std::string_view> text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

// The statement, if the new key and nobody else has signed it.
Admitted<Registration> read_proof(const json::value& envelope, const ledger::PartyId& party,
                                  std::string_view ledger_name) {
  auto signed_statement = ledger::decode_envelope(json::serialize(envelope));
  if (!signed_statement) return std::unexpected(std::move(signed_statement).error());
  auto statement = ledger::decode_statement(signed_statement->payload);
  if (!statement) return std::unexpected(std::move(statement).error());
  const auto* added = std::get_if<ledger::KeyAdded>(&statement->body);
  if (added == nullptr || statement->stream != ledger::StreamId::keys(party) ||
      statement->signers.size() != 1)
    return malformed("/key_added", "it is no key.added of this party with one signer");
  if (statement->ledger != ledger_name)
    return malformed("/key_added", "it was made for another ledger");
  const ledger::KeyId key{crypto::sha256(added->public_key.bytes)};
  if (signed_statement->signatures.size() != 1 || signed_statement->signatures[0].key != key)
    return malformed("/key_added/signatures", "the new key, and no other, must have signed it");
  const auto verified = ledger::check_signatures(*statement, *signed_statement,
                                                 [](const ledger::KeyId&) { return std::nullopt; });
  if (!verified) return std::unexpected(verified.error());
  return Registration{
      .party = party, .is_new = false, .key_added = *std::move(statement), .key = key};
}

}  // namespace

Admitted<Registration> read_registration(std::string_view text, std::string_view ledger_name) {
  const auto parsed = ledger::parse_json(text);
  if (!parsed) return std::unexpected(parsed.error());
  if (!parsed->is_object()) return malformed("", "it is no JSON object");
  const json::object& request = parsed->get_object();
  constexpr std::array<std::string_view, 5> kMembers{"id", "key_added", "party", "type", "v"};
  for (const auto& member : request) {
    if (std::ranges::find(kMembers, std::string_view(member.key())) == kMembers.end())
      return malformed("/" + std::string(member.key()), "it has no such member");
  }
  const json::value* version = request.if_contains("v");
  if (text_at(request, "type") != kType || version == nullptr || *version != json::value(1))
    return malformed("/type", "it is no request for registration, or of another version");
  const auto id = ledger::PartyId::parse(text_at(request, "id").value_or(""));
  if (!id) return malformed("/id", "the party's id is missing or invalid");
  const json::value* envelope = request.if_contains("key_added");
  if (envelope == nullptr) return malformed("/key_added", "it has no signed key");
  auto registration = read_proof(*envelope, *id, ledger_name);
  if (!registration) return registration;
  const json::value* party = request.if_contains("party");
  if (party != nullptr) {
    const auto body = ledger::read_body(ledger::PartyRegistered::kKind, *party);
    if (!body) return std::unexpected(body.error());
    registration->is_new = true;
  }
  return registration;
}

}  // namespace pledgebook::server
