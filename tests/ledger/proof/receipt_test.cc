// SPDX-License-Identifier: Apache-2.0
// Receipts: golden vectors, round trips, and each is valid only for its own record.
#include "ledger/proof/receipt.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/log/record/record.h"
#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

WitnessPolicy pinned_policy() {
  const auto policy = WitnessPolicy::parse(text_of(proof_vectors("receipt_policy")));
  EXPECT_TRUE(policy.has_value()) << policy.error().detail;
  return *policy;
}

// The receipt of index 6 in a log of 13 records, which has four hashes and extra bytes.
const json::value& deep_receipt() { return proof_vectors("receipts").at(2); }

Receipt receipt_of(const json::value& vector) {
  const auto receipt = parse_receipt(text_of(vector.at("receipt")));
  EXPECT_TRUE(receipt.has_value()) << receipt.error().detail;
  return *receipt;
}

void expect_unproven(const Receipt& receipt, std::string_view record, const WitnessPolicy& policy) {
  const auto verdict = check_receipt(receipt, record, policy);
  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().code, Errc::unproven);
  EXPECT_FALSE(verdict.error().detail.empty());
}

TEST(Receipt, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors("receipts").as_array()) {
    const auto checkpoint = parse_checkpoint_note(text_of(vector.at("checkpoint")));
    ASSERT_TRUE(checkpoint.has_value());
    const std::string extra = bytes_of(vector.at("extra"));
    const crypto::Bytes extra_bytes = crypto::as_bytes(extra);
    const Receipt expected{Index{vector.at("index").to_number<std::uint64_t>()},
                           hashes_of(vector.at("path")),
                           *checkpoint,
                           {extra_bytes.begin(), extra_bytes.end()}};

    const Receipt receipt = receipt_of(vector);
    const auto verdict = check_receipt(receipt, bytes_of(vector.at("record")), pinned_policy());

    EXPECT_EQ(receipt, expected);
    EXPECT_EQ(encode_receipt(expected), text_of(vector.at("receipt")));
    ASSERT_TRUE(verdict.has_value()) << verdict.error().detail;
    EXPECT_TRUE(verdict->is_valid());
    EXPECT_EQ(verdict->quorum_at, instant(1'800'000'200));
  }
}

TEST(Receipt, RefusesWhatIsNone) {
  for (const json::value& vector : proof_vectors("receipts_refused").as_array()) {
    const auto receipt = parse_receipt(text_of(vector.at("value")));
    ASSERT_FALSE(receipt.has_value()) << vector.at("why");
    EXPECT_EQ(receipt.error().code, Errc::corrupt);
  }
}

TEST(Receipt, IsNoLongerProvenWhenTruncated) {
  const std::string whole = text_of(deep_receipt().at("receipt"));
  const std::string record = bytes_of(deep_receipt().at("record"));
  const WitnessPolicy policy = pinned_policy();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto receipt = parse_receipt(whole.substr(0, size));
    if (receipt) expect_unproven(*receipt, record, policy);  // a cosignature of the quorum is gone
  }
}

TEST(Receipt, IsNeverProvenWithAFlippedBit) {
  const std::string whole = text_of(proof_vectors("receipts").at(1).at("receipt"));
  const std::string record = bytes_of(proof_vectors("receipts").at(1).at("record"));
  const WitnessPolicy policy = pinned_policy();
  for_each_flipped_bit(whole, [&](const std::string& flipped) {
    const auto receipt = parse_receipt(flipped);
    if (receipt) expect_unproven(*receipt, record, policy);
  });
}

TEST(Receipt, IsNeverReadTheSameWithAFlippedBit) {
  const Receipt original = receipt_of(deep_receipt());
  for_each_flipped_bit(text_of(deep_receipt().at("receipt")), [&](const std::string& flipped) {
    const auto receipt = parse_receipt(flipped);
    if (!receipt) return;
    EXPECT_NE(*receipt, original);
    EXPECT_EQ(encode_receipt(*receipt), flipped);
  });
}

TEST(Receipt, ProvesNoAlteredRecord) {
  const Receipt receipt = receipt_of(deep_receipt());
  const WitnessPolicy policy = pinned_policy();
  for_each_flipped_bit(bytes_of(deep_receipt().at("record")), [&](const std::string& flipped) {
    EXPECT_FALSE(check_receipt(receipt, flipped, policy).has_value());
  });
}

TEST(Receipt, ProvesNoOtherRecordOfTheLog) {
  const auto& vectors = proof_vectors("receipts").as_array();
  const WitnessPolicy policy = pinned_policy();
  for (const json::value& vector : vectors) {
    for (const json::value& other : vectors) {
      if (vector.at("index") == other.at("index")) continue;
      expect_unproven(receipt_of(vector), bytes_of(other.at("record")), policy);
    }
  }
}

TEST(Receipt, ProvesARecordAtNoOtherIndex) {
  const std::string record = bytes_of(deep_receipt().at("record"));
  for (std::uint64_t index = 0; index < 13; ++index) {
    Receipt receipt = receipt_of(deep_receipt());
    if (receipt.index == Index{index}) continue;
    receipt.index = Index{index};
    expect_unproven(receipt, record, pinned_policy());
  }
}

// A log that signs a tree in which record 6 is the first leaf: the proof holds, but the record
// itself says that it does not belong there.
TEST(Receipt, ProvesNoRecordThatTheLogHasMisplaced) {
  const json::value& key = proof_vectors("keys").at(0);
  const crypto::VerifierKey log = key_of(key.at("vkey"));
  const std::string record = bytes_of(deep_receipt().at("record"));
  const auto checkpoint =
      sign_checkpoint({log.name(), Size{1}, leaf_hash_of(record)}, log, secret_of(key.at("seed")));
  ASSERT_TRUE(checkpoint.has_value()) << checkpoint.error().detail;

  expect_unproven({Index{0}, {}, *checkpoint, {}}, record, WitnessPolicy::of_log(log));
}

TEST(Receipt, NeedsEachHashInItsPlace) {
  const Receipt whole = receipt_of(deep_receipt());
  const std::string record = bytes_of(deep_receipt().at("record"));
  ASSERT_EQ(whole.path.size(), 4U);
  for (std::size_t i = 0; i < whole.path.size(); ++i) {
    Receipt dropped = whole;
    dropped.path.erase(dropped.path.begin() + static_cast<std::ptrdiff_t>(i));
    expect_unproven(dropped, record, pinned_policy());
    Receipt doubled = whole;
    doubled.path.insert(doubled.path.begin() + static_cast<std::ptrdiff_t>(i), whole.path[i]);
    expect_unproven(doubled, record, pinned_policy());
    Receipt swapped = whole;
    std::swap(swapped.path[i], swapped.path[(i + 1) % swapped.path.size()]);
    expect_unproven(swapped, record, pinned_policy());
  }
}

TEST(Receipt, NeedsTheQuorum) {
  Receipt receipt = receipt_of(deep_receipt());
  const std::string record = bytes_of(deep_receipt().at("record"));
  ASSERT_EQ(receipt.checkpoint.note.signatures.size(), 3U);
  receipt.checkpoint.note.signatures.pop_back();

  const auto verdict = check_receipt(receipt, record, pinned_policy());

  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().code, Errc::unproven);
  EXPECT_NE(verdict.error().detail.find("only w1"), std::string::npos) << verdict.error().detail;
}

TEST(Receipt, NeedsTheLogsSignature) {
  Receipt receipt = receipt_of(deep_receipt());
  auto& signatures = receipt.checkpoint.note.signatures;
  signatures.erase(signatures.begin());

  expect_unproven(receipt, bytes_of(deep_receipt().at("record")), pinned_policy());
}

TEST(Receipt, IsCheckedAgainstTheLogsKeyAlone) {
  const Receipt receipt = receipt_of(deep_receipt());
  const std::string record = bytes_of(deep_receipt().at("record"));
  const auto key = key_of(proof_vectors("keys").at(0).at("vkey"));
  const auto other_key = key_of(proof_vectors("keys").at(1).at("vkey"));

  const auto verdict = check_receipt(receipt, record, WitnessPolicy::of_log(key));

  ASSERT_TRUE(verdict.has_value()) << verdict.error().detail;
  EXPECT_EQ(verdict->quorum_at, std::nullopt);
  expect_unproven(receipt, record, WitnessPolicy::of_log(other_key));
}

TEST(Receipt, HasALimitOfBytes) {
  Receipt receipt = receipt_of(deep_receipt());
  receipt.extra.assign(kReceiptBytesMax, std::byte{1});

  EXPECT_FALSE(parse_receipt(encode_receipt(receipt)).has_value());
}

TEST(Receipt, IsNotProvenForBytesThatAreNoRecord) {
  const auto verdict = check_receipt(receipt_of(deep_receipt()), "no record", pinned_policy());

  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().code, Errc::corrupt);
}

}  // namespace
}  // namespace pledgebook::ledger
