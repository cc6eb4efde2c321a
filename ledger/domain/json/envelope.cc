// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/envelope.h"

#include <algorithm>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "crypto/base64.h"
#include "crypto/dsse.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

std::unexpected<Refusal> refuse(std::string code, std::string pointer, std::string rule,
                                std::string accepted) {
  return std::unexpected(
      Refusal{std::move(code), std::move(pointer), std::move(rule), std::move(accepted)});
}

// The text of a member of `object`, or nothing.
std::optional<std::string_view> text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

Admitted<KeySignature> read_signature(const json::value& value, const std::string& pointer) {
  const json::object* object = value.if_object();
  if (object == nullptr)
    return refuse("wrong_type", pointer, "a signature is not an object", "keyid and sig");
  const auto key_text = text_of(*object, "keyid");
  const auto key = key_text ? KeyId::from_hex(*key_text) : std::nullopt;
  if (!key) {
    return refuse("keyid_invalid", pointer + "/keyid", "the keyid is missing or invalid",
                  "the 64 lower-case hex digits of SHA-256(public key)");
  }
  const auto sig_text = text_of(*object, "sig");
  const auto bytes = sig_text ? crypto::from_base64_any(*sig_text) : std::nullopt;
  const auto signature = bytes ? crypto::Signature::from_bytes(*bytes) : std::nullopt;
  if (!signature) {
    return refuse("signature_malformed", pointer + "/sig",
                  "the signature is missing or not 64 bytes (Ed25519)", "64 bytes in base64");
  }
  return KeySignature{*key, *signature};
}

}  // namespace

Admitted<SignedStatement> decode_envelope(std::string_view text) {
  if (text.size() > kEnvelopeBytesMax) {
    return refuse("envelope_too_large", "", "the envelope is too large",
                  "at most " + std::to_string(kEnvelopeBytesMax) + " bytes");
  }
  auto value = parse_json(text);
  if (!value) return std::unexpected(std::move(value).error());
  const json::object* object = value->if_object();
  if (object == nullptr)
    return refuse("wrong_type", "", "the envelope is not an object", "a DSSE JSON envelope");
  if (text_of(*object, "payloadType") != kStatementPayloadType) {
    return refuse("payload_type_unknown", "/payloadType", "payloadType is missing or wrong",
                  std::string(kStatementPayloadType));
  }
  const auto payload_text = text_of(*object, "payload");
  const auto payload = payload_text ? crypto::from_base64_any(*payload_text) : std::nullopt;
  if (!payload)
    return refuse("payload_malformed", "/payload", "the payload is missing or not base64",
                  "base64");
  const json::value* signatures = object->if_contains("signatures");
  const json::array* array = signatures == nullptr ? nullptr : signatures->if_array();
  if (array == nullptr || array->empty() || array->size() > kSignaturesMax) {
    return refuse("signatures_invalid", "/signatures", "there are no signatures, or too many",
                  "1 to 16 signatures");
  }
  SignedStatement statement{std::string(crypto::as_text(*payload)), {}};
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto signature = read_signature((*array)[i], "/signatures/" + std::to_string(i));
    if (!signature) return std::unexpected(std::move(signature).error());
    statement.signatures.push_back(*signature);
  }
  std::ranges::sort(statement.signatures, {}, &KeySignature::key);
  if (std::ranges::adjacent_find(statement.signatures, {}, &KeySignature::key) !=
      statement.signatures.end()) {
    return refuse("signatures_invalid", "/signatures", "a key has signed more than once",
                  "one signature a key");
  }
  return statement;
}

std::string encode_envelope(const SignedStatement& statement) {
  json::array signatures;
  for (const KeySignature& signature : statement.signatures) {
    signatures.push_back(
        {{"keyid", signature.key.hex()}, {"sig", crypto::to_base64(signature.signature.bytes)}});
  }
  return json::serialize(
      json::value{{"payload", crypto::to_base64(crypto::as_bytes(statement.payload))},
                  {"payloadType", kStatementPayloadType},
                  {"signatures", std::move(signatures)}});
}

SignedStatement sign_statement(std::string payload,
                               const std::vector<const crypto::SecretKey*>& keys) {
  SignedStatement statement{std::move(payload), {}};
  const std::string message =
      crypto::pae(kStatementPayloadType, crypto::as_bytes(statement.payload));
  for (const crypto::SecretKey* key : keys) {
    statement.signatures.push_back(
        {KeyId{key->public_key().id()}, key->sign(crypto::as_bytes(message))});
  }
  std::ranges::sort(statement.signatures, {}, &KeySignature::key);
  return statement;
}

}  // namespace pledgebook::ledger
