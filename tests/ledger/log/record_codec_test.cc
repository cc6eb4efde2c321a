// SPDX-License-Identifier: Apache-2.0
// Records and their bytes: golden vectors, round trips, and everything that must be refused.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>

#include "crypto/hex.h"
#include "ledger/domain/json/statement.h"
#include "ledger/log/record/record.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

std::string bytes_of(const json::value& hex) {
  const auto bytes = crypto::from_hex(std::string_view(hex.as_string()));
  EXPECT_TRUE(bytes.has_value());
  return std::string(crypto::as_text(*bytes));
}

crypto::Hash hash_of(const json::value& hex) {
  return *crypto::Hash::from_hex(std::string_view(hex.as_string()));
}

json::array read_vectors() {
  std::ifstream file(PLEDGEBOOK_SOURCE_DIR "/tests/vectors/records.json");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return json::parse(text).at("records").as_array();
}

// The record that a vector describes by its parts.
Record record_of(const json::object& vector) {
  Record record;
  record.index = Index{vector.at("index").to_number<std::uint64_t>()};
  record.recorded_at =
      RecordedAt(std::chrono::milliseconds(vector.at("recorded_at_ms").to_number<std::int64_t>()));
  record.prev = hash_of(vector.at("prev"));
  if (const json::value* heads = vector.if_contains("heads")) {
    record.content =
        Heads{heads->at("streams").to_number<std::uint64_t>(), hash_of(heads->at("map_root"))};
    return record;
  }
  const json::object& parts = vector.at("statement").as_object();
  SignedStatement statement{std::string(parts.at("payload").as_string()), {}};
  for (const json::value& part : parts.at("signatures").as_array()) {
    const std::string signature = bytes_of(part.at("signature"));
    statement.signatures.push_back({KeyId{hash_of(part.at("key"))},
                                    *crypto::Signature::from_bytes(crypto::as_bytes(signature))});
  }
  record.content = std::move(statement);
  return record;
}

// A record with a payload and signatures of this size, of bytes that a seed gives.
Record random_record(std::size_t payload_bytes, std::size_t signatures, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Record record;
  record.index = Index{random()};
  record.recorded_at = RecordedAt(std::chrono::milliseconds(random() % 253'402'300'800'000));
  const auto fill = [&random](auto& bytes) {
    for (auto& byte : bytes)
      byte = static_cast<std::remove_reference_t<decltype(byte)>>(random() & 0xffU);
  };
  fill(record.prev.bytes);
  SignedStatement statement{std::string(payload_bytes, '\0'), {}};
  fill(statement.payload);
  std::set<KeyId> keys;
  while (keys.size() < signatures) {
    KeyId key;
    fill(key.hash.bytes);
    keys.insert(key);
  }
  for (const KeyId& key : keys) {
    KeySignature signature{key, {}};
    fill(signature.signature.bytes);
    statement.signatures.push_back(signature);
  }
  record.content = std::move(statement);
  return record;
}

Record heads_record() {
  return {Index{7}, RecordedAt(std::chrono::milliseconds(1'700'000'000'000)), {}, Heads{42, {}}};
}

void expect_refused(const std::string& bytes, const std::string& what) {
  const auto record = decode_record(bytes);
  ASSERT_FALSE(record.has_value()) << what;
  EXPECT_EQ(record.error().code, Errc::corrupt) << what;
  EXPECT_FALSE(record.error().detail.empty()) << what;
}

TEST(RecordCodec, AgreesWithTheGoldenVectors) {
  const json::array vectors = read_vectors();
  ASSERT_GE(vectors.size(), 4U);
  for (const json::value& value : vectors) {
    const json::object& vector = value.as_object();
    const Record record = record_of(vector);
    const std::string bytes = bytes_of(vector.at("bytes"));
    EXPECT_EQ(encode_record(record), bytes) << vector.at("name");
    EXPECT_EQ(leaf_hash_of(bytes), hash_of(vector.at("leaf_hash"))) << vector.at("name");
    const auto decoded = decode_record(bytes);
    ASSERT_TRUE(decoded.has_value()) << vector.at("name");
    EXPECT_EQ(*decoded, record) << vector.at("name");
  }
}

TEST(RecordCodec, ReadsBackWhatItWrote) {
  std::uint64_t seed = 1;
  for (const std::size_t payload_bytes : {0UL, 1UL, 700UL, kStatementBytesMax}) {
    for (std::size_t signatures = 1; signatures <= kSignaturesMax; ++signatures) {
      const Record record = random_record(payload_bytes, signatures, ++seed);
      const std::string bytes = encode_record(record);
      EXPECT_LE(bytes.size(), kRecordBytesMax);
      const auto decoded = decode_record(bytes);
      ASSERT_TRUE(decoded.has_value()) << decoded.error().detail;
      EXPECT_EQ(*decoded, record);
      EXPECT_EQ(encode_record(*decoded), bytes);
    }
  }
}

TEST(RecordCodec, ReachesItsLargestSize) {
  EXPECT_EQ(encode_record(random_record(kStatementBytesMax, kSignaturesMax, 3)).size(),
            kRecordBytesMax);
}

TEST(RecordCodec, RefusesEveryTruncation) {
  for (const Record& record : {random_record(60, 3, 4), heads_record()}) {
    const std::string bytes = encode_record(record);
    for (std::size_t size = 0; size < bytes.size(); ++size)
      expect_refused(bytes.substr(0, size), std::to_string(size));
  }
}

TEST(RecordCodec, RefusesTrailingBytes) {
  for (const Record& record : {random_record(60, 3, 5), heads_record()}) {
    for (const char byte : {'\0', '\x01', '\xff'})
      expect_refused(encode_record(record) + byte, "trailing");
  }
}

TEST(RecordCodec, NeverReadsTwoStringsAsOneRecord) {
  for (const Record& record : {random_record(40, 2, 6), heads_record()}) {
    const std::string bytes = encode_record(record);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      std::string flipped = bytes;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      EXPECT_NE(leaf_hash_of(flipped), leaf_hash_of(bytes));
      const auto decoded = decode_record(flipped);
      if (!decoded) continue;
      EXPECT_NE(*decoded, record) << bit;
      EXPECT_EQ(encode_record(*decoded), flipped) << bit;
    }
  }
}

TEST(RecordCodec, RefusesUnknownVersionsAndTypes) {
  const std::string bytes = encode_record(heads_record());
  for (int value = 0; value < 256; ++value) {
    std::string other = bytes;
    if (value != 1) {
      other[0] = static_cast<char>(value);
      expect_refused(other, "version " + std::to_string(value));
    }
    other = bytes;
    if (value != 2) {
      other[1] = static_cast<char>(value);
      expect_refused(other, "type " + std::to_string(value));
    }
  }
}

TEST(RecordCodec, RefusesKeysThatAreNotInAscendingOrder) {
  Record record = random_record(10, 2, 7);
  auto& signatures = std::get<SignedStatement>(record.content).signatures;
  std::swap(signatures[0], signatures[1]);
  expect_refused(encode_record(record), "descending");
  signatures[1] = signatures[0];
  expect_refused(encode_record(record), "equal");
}

TEST(RecordCodec, RefusesAStatementThatIsTooLong) {
  Record record = random_record(kStatementBytesMax, 1, 8);
  std::get<SignedStatement>(record.content).payload += 'x';
  expect_refused(encode_record(record), "32,769 bytes");
}

TEST(RecordCodec, RefusesNoSignatureAndTooMany) {
  expect_refused(encode_record(random_record(10, 0, 9)), "none");
  expect_refused(encode_record(random_record(10, kSignaturesMax + 1, 10)), "17");
}

TEST(RecordCodec, RefusesATimeBeyondTheYear9999) {
  Record record = heads_record();
  record.recorded_at = RecordedAt(std::chrono::milliseconds(253'402'300'799'999));
  EXPECT_TRUE(decode_record(encode_record(record)).has_value());
  record.recorded_at += std::chrono::milliseconds(1);
  expect_refused(encode_record(record), "the year 10000");
}

}  // namespace
}  // namespace pledgebook::ledger
