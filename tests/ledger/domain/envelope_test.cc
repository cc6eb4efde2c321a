// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/envelope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "crypto/base64.h"
#include "crypto/dsse.h"
#include "ledger/domain/json/statement.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;
using support::object_of;
using support::test_key;

// Signed by two keys; every byte of base64's 62nd and 63rd letters occurs in the payload.
SignedStatement signed_by_two() {
  const auto a = test_key("a");
  const auto b = test_key("b");
  return sign_statement("{\"text\":\"\xc3\xbf\xc3\xbf\xc3\xbe?>~\"}", {&a, &b});
}

json::object envelope() { return object_of(encode_envelope(signed_by_two())); }

Refusal refusal_of(const json::object& envelope) {
  const auto decoded = decode_envelope(json::serialize(envelope));
  EXPECT_FALSE(decoded);
  return decoded ? Refusal{} : decoded.error();
}

void check_refused(const json::object& envelope, std::string_view code, std::string_view pointer) {
  EXPECT_EQ(refusal_of(envelope).code, code);
  EXPECT_EQ(refusal_of(envelope).pointer, pointer);
}

json::object& signature(json::object& envelope, std::size_t i) {
  return envelope["signatures"].get_array().at(i).get_object();
}

// The same bytes in the URL-safe alphabet, without padding.
json::string url_safe(const json::value& base64) {
  std::string text(base64.as_string());
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  std::erase(text, '=');
  return json::string(text);
}

TEST(Envelope, RoundTrips) {
  const SignedStatement statement = signed_by_two();

  EXPECT_EQ(decode_envelope(encode_envelope(statement)), statement);
}

TEST(Envelope, IsWhatDsseSays) {
  const json::object object = envelope();

  EXPECT_EQ(object.size(), 3U);
  EXPECT_EQ(object.at("payloadType"), "application/vnd.pledgebook.statement+json");
  const auto payload = crypto::from_base64(std::string_view(object.at("payload").as_string()));
  EXPECT_EQ(crypto::as_text(*payload), signed_by_two().payload);
  EXPECT_EQ(object.at("signatures").as_array().size(), 2U);
}

TEST(Envelope, ReadsBothAlphabets) {
  json::object object = envelope();
  const std::string standard(object["payload"].get_string());
  ASSERT_NE(standard.find_first_of("+/"), std::string::npos) << "the payload proves nothing";
  object["payload"] = url_safe(object["payload"]);
  signature(object, 0)["sig"] = url_safe(signature(object, 0)["sig"]);

  EXPECT_EQ(decode_envelope(json::serialize(object)), signed_by_two());
}

TEST(Envelope, IgnoresMembersThatItDoesNotKnow) {
  json::object object = envelope();
  object["comment"] = "anything";
  signature(object, 1)["cert"] = nullptr;

  EXPECT_EQ(decode_envelope(json::serialize(object)), signed_by_two());
}

TEST(Envelope, PutsSignaturesInOrder) {
  json::object object = envelope();
  json::array& signatures = object["signatures"].get_array();
  std::swap(signatures[0], signatures[1]);

  EXPECT_EQ(decode_envelope(json::serialize(object)), signed_by_two());
}

TEST(Envelope, RefusesAnotherPayloadType) {
  json::object object = envelope();
  object["payloadType"] = "application/json";
  check_refused(object, "payload_type_unknown", "/payloadType");
  object.erase("payloadType");
  check_refused(object, "payload_type_unknown", "/payloadType");
}

TEST(Envelope, RefusesAPayloadThatIsNotBase64) {
  for (const char* payload : {"?", "QQ=", "Q", "QQ==\n", "QR=="}) {
    json::object object = envelope();
    object["payload"] = payload;
    check_refused(object, "payload_malformed", "/payload");
  }
  json::object object = envelope();
  object["payload"] = 7;
  check_refused(object, "payload_malformed", "/payload");
}

TEST(Envelope, RefusesNoneAndTooManySignatures) {
  json::object object = envelope();
  object["signatures"] = json::array{};
  check_refused(object, "signatures_invalid", "/signatures");
  object.erase("signatures");
  check_refused(object, "signatures_invalid", "/signatures");

  SignedStatement statement{"{}", {}};
  for (unsigned i = 0; i <= kSignaturesMax; ++i) {
    KeySignature each;
    each.key.hash.bytes[0] = static_cast<std::byte>(i);
    statement.signatures.push_back(each);
  }
  EXPECT_EQ(decode_envelope(encode_envelope(statement)).error().code, "signatures_invalid");
  statement.signatures.pop_back();
  EXPECT_TRUE(decode_envelope(encode_envelope(statement)));
}

TEST(Envelope, RefusesTwoSignaturesByOneKey) {
  json::object object = envelope();
  signature(object, 1)["keyid"] = signature(object, 0)["keyid"];

  check_refused(object, "signatures_invalid", "/signatures");
}

TEST(Envelope, NamesTheMalformedSignature) {
  json::object object = envelope();
  signature(object, 1)["keyid"] = std::string(64, 'A').c_str();
  check_refused(object, "keyid_invalid", "/signatures/1/keyid");
  signature(object, 1).erase("keyid");
  check_refused(object, "keyid_invalid", "/signatures/1/keyid");

  object = envelope();
  signature(object, 0)["sig"] = "QUJD";
  check_refused(object, "signature_malformed", "/signatures/0/sig");
  object["signatures"].get_array()[0] = "x";
  check_refused(object, "wrong_type", "/signatures/0");
}

TEST(Envelope, RefusesWhatIsNotOneJsonObject) {
  EXPECT_EQ(decode_envelope("").error().code, "not_json");
  EXPECT_EQ(decode_envelope("[]").error().code, "wrong_type");
  EXPECT_EQ(decode_envelope(R"({"payload":"","payload":""})").error().code, "duplicate_key");
  EXPECT_EQ(decode_envelope(std::string(kEnvelopeBytesMax + 1, ' ')).error().code,
            "envelope_too_large");
}

TEST(Envelope, HoldsTheLargestStatementWithTheMostSignatures) {
  SignedStatement statement{std::string(kStatementBytesMax, 'x'), {}};
  for (unsigned i = 0; i < kSignaturesMax; ++i) {
    KeySignature each;
    each.key.hash.bytes[0] = static_cast<std::byte>(i);
    statement.signatures.push_back(each);
  }

  EXPECT_EQ(decode_envelope(encode_envelope(statement)), statement);
}

TEST(SignStatement, SignsThePreAuthenticationEncoding) {
  const auto key = test_key("a");
  const SignedStatement statement = sign_statement("{}", {&key});
  const std::string message = crypto::pae(kStatementPayloadType, crypto::as_bytes("{}"));

  ASSERT_EQ(statement.signatures.size(), 1U);
  EXPECT_EQ(statement.signatures[0].key.hash, key.public_key().id());
  EXPECT_TRUE(crypto::verify(key.public_key(), crypto::as_bytes(message),
                             statement.signatures[0].signature));
}

}  // namespace
}  // namespace pledgebook::ledger
