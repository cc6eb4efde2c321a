// SPDX-License-Identifier: Apache-2.0
// After anything is deleted, swapped, truncated, repeated or replaced in an export, it is no longer
// called authentic and complete.
//
// The part before the change is the same as in the export, so it is verified once, and the verifier
// is copied for each mutant. Some mutants are also verified from their bytes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/base64.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/proof/verify/verifier.h"
#include "ledger/proof/verify/verify_export.h"
#include "tests/ledger/proof/export/export_parts.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::LedgerBuilder;

// Sanitizers make everything some twenty times slower, so they test only a part of the mutants.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kPledges = 40;
constexpr std::size_t kRecordsMin = 200;
constexpr std::size_t kMutantsMin = 400;
#else
constexpr int kPledges = 500;
constexpr std::size_t kRecordsMin = 3'000;
constexpr std::size_t kMutantsMin = 5'000;  // of each half
#endif
constexpr int kMembers = 20;
constexpr int kReports = 4;
constexpr std::size_t kWrittenOutEach = 211;  // one mutant of so many

std::string member_of(int pledge) { return fmt::format("member-{}", pledge % kMembers); }

boost::json::object key_body(const std::string& name) {
  return {{"public_key", support::public_key_text(name)},
          {"label", name},
          {"roles", boost::json::array{"member"}}};
}

// Key events of a member: some have a second key, some lost one, some had one stolen.
void add_key_events(LedgerBuilder& builder, int member) {
  const std::string party = member_of(member);
  const std::string second = party + "-b";
  if (member % 2 == 0) {
    builder.add(
        by_party(party, "key.added", "keys/" + party, key_body(second)).signed_by({party, second}));
  }
  if (member % 4 == 0) {
    builder.add(by_registrar("key.revoked", "governance",
                             {{"key", support::test_key_id(second).hex()},
                              {"reason", "stolen"},
                              {"compromised_since", number(builder.statements().back().index)}}));
  }
  if (member % 5 == 0) {
    const auto body = support::changed(key_body(party + "-c"), R"({"recovered":true})");
    builder.add(
        by_registrar("key.added", "keys/" + party, body).signed_by({"registrar", party + "-c"}));
  }
}

LedgerBuilder ledger_of_pledges() {
  LedgerBuilder builder;
  builder.publish_profile("p2c");
  for (int i = 0; i < kMembers; ++i) {
    builder.add_member(member_of(i));
    add_key_events(builder, i);
  }
  for (int i = 0; i < kPledges; ++i) {
    const std::string id = fmt::format("p-{}", i);
    const std::string stream = "pledge/" + id;
    builder.add_pledge(id, member_of(i));
    for (int month = 1; month <= kReports; ++month) {
      builder.add(by_party(member_of(i), "report.submitted", stream,
                           support::report_body(fmt::format("2026-0{}-01", month),
                                                fmt::format("2026-0{}-28", month))));
    }
  }
  return builder;
}

// `items` from `first` on are replaced, as many as `removed`, by `put`.
struct Change {
  std::size_t first = 0;
  std::size_t removed = 0;
  std::vector<std::string> put;
};

using Items = std::vector<std::string> Export::*;

using Changes = std::function<std::vector<Change>(const Export&, std::size_t)>;

class Mutations {
 public:
  explicit Mutations(Export parts) : parts_(std::move(parts)) {
    for (const std::string& record : parts_.records) {
      examined_.push_back(
          std::make_shared<const ExaminedRecord>(examine_item(record, WithProof::yes).value()));
    }
    for (const std::string& stream : parts_.streams)
      streams_.push_back(support::value_of(read_stream(parse_json(stream).value())));
    before_.take_selection(support::value_of(read_selection(parse_json(parts_.selection).value())));
    before_.take_checkpoint(parse_json(parts_.checkpoint).value().as_string());
    before_.take_heads(examine_item(parts_.heads, WithProof::yes).value());
  }

  // The mutants of the records; the records before each change are verified once.
  void check_records(const Changes& changes) {
    Verifier before = before_;
    for (std::size_t i = 0; i < parts_.records.size(); ++i) {
      for (const Change& change : changes(parts_, i)) check_record_change(before, change);
      before.take_record(examined_[i]);
    }
    ASSERT_FALSE(before.is_decided());
    after_records_.emplace(std::move(before));
  }

  // The same of the streams, after check_records.
  void check_streams(const Changes& changes) {
    Verifier before = *after_records_;
    for (std::size_t i = 0; i < parts_.streams.size(); ++i) {
      for (const Change& change : changes(parts_, i)) check_stream_change(before, change);
      before.take_stream(streams_[i]);
    }
    Verdict whole = before.finish();
    EXPECT_TRUE(whole.is_good()) << support::text_of(whole);
  }

  [[nodiscard]] std::size_t records() const { return parts_.records.size(); }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  void check_record_change(const Verifier& before, const Change& change) {
    Verifier verifier = before;
    for (const std::string& text : change.put) {
      auto record = examine_item(text, WithProof::yes);
      if (!record) {
        verifier.take_fault({"a record", record.error().what});
      } else {
        verifier.take_record(std::make_shared<const ExaminedRecord>(*std::move(record)));
      }
    }
    for (std::size_t i = change.first + change.removed; i < examined_.size(); ++i) {
      if (verifier.is_decided()) break;
      verifier.take_record(examined_[i]);
    }
    for (const StreamProof& stream : streams_) {
      if (verifier.is_decided()) break;
      verifier.take_stream(stream);
    }
    judge(verifier, change, &Export::records);
  }

  void check_stream_change(const Verifier& before, const Change& change) {
    Verifier verifier = before;
    for (const std::string& text : change.put) {
      const auto json = parse_json(text);
      const auto stream = json ? read_stream(*json) : std::unexpected(Error{Errc::corrupt, {}});
      if (!stream) {
        verifier.take_fault({"a stream", "can't be read"});
      } else {
        verifier.take_stream(*stream);
      }
    }
    for (std::size_t i = change.first + change.removed; i < streams_.size(); ++i)
      verifier.take_stream(streams_[i]);
    judge(verifier, change, &Export::streams);
  }

  void judge(Verifier& verifier, const Change& change, Items items) {
    ++count_;
    const Verdict verdict = verifier.finish();
    EXPECT_FALSE(verdict.is_good()) << "item " << change.first;
    EXPECT_TRUE(verdict.fault.has_value()) << "item " << change.first;
    if (count_ % kWrittenOutEach != 0) return;
    Export mutant = parts_;
    auto& list = mutant.*items;
    const auto begin = list.begin() + static_cast<std::ptrdiff_t>(change.first);
    list.erase(begin, begin + static_cast<std::ptrdiff_t>(change.removed));
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(change.first), change.put.begin(),
                change.put.end());
    const Verdict again = support::verdict_on(put_together(mutant));
    EXPECT_EQ(again.authentic, verdict.authentic) << support::text_of(again);
    EXPECT_EQ(again.complete, verdict.complete) << support::text_of(again);
  }

  Export parts_;
  std::vector<std::shared_ptr<const ExaminedRecord>> examined_;
  std::vector<StreamProof> streams_;
  WitnessPolicy policy_ = support::log_policy();
  Verifier before_{policy_, 1};
  std::optional<Verifier> after_records_;
  std::size_t count_ = 0;
};

using Edit = std::function<void(boost::json::object&)>;

std::string edited(const std::string& item, const Edit& edit) {
  boost::json::object object = support::object_of(item);
  edit(object);
  return boost::json::serialize(object);
}

// The five things that can be done to a list of hashes, one a turn.
Edit proof_edit(const char* name, std::size_t turn) {
  return [name, turn](boost::json::object& object) {
    boost::json::array& proof = object.at(name).as_array();
    if (proof.empty()) {
      proof.push_back("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
      return;
    }
    const std::size_t at = turn % proof.size();
    switch (turn % 5) {
      case 0:
        proof.erase(proof.begin() + at);
        break;
      case 1:
        if (proof.size() > 1) {
          std::swap(proof[at], proof[(at + 1) % proof.size()]);
        } else {
          proof.clear();
        }
        break;
      case 2:
        proof[at].as_string().resize(40);
        break;
      case 3:
        proof.insert(proof.begin() + at, boost::json::value(proof[at]));
        break;
      default:
        proof[at].as_string()[3] = proof[at].as_string()[3] == 'A' ? 'B' : 'A';
    }
  };
}

// The record's bytes, changed and in base64 again.
Edit bytes_edit(const std::function<void(std::string&)>& change) {
  return [change](boost::json::object& object) {
    const auto decoded = crypto::from_base64(object.at("record").as_string()).value();
    std::string bytes(crypto::as_text(decoded));
    change(bytes);
    object["record"] = crypto::to_base64(crypto::as_bytes(bytes));
  };
}

std::vector<Change> record_changes(const Export& parts, std::size_t i) {
  const std::vector<std::string>& records = parts.records;
  const std::size_t other = i + 1 < records.size() ? i + 1 : i - 1;
  const std::string& record = records[i];
  std::vector<Change> changes;
  changes.push_back({i, 1, {}});
  if (i + 1 < records.size()) changes.push_back({i, 2, {records[i + 1], record}});
  changes.push_back({i, 1, {edited(record, bytes_edit([](std::string& bytes) {
                                     bytes.resize(bytes.size() - 1);
                                   }))}});
  changes.push_back({i, 1, {record, record}});
  changes.push_back({i, 1, {edited(record, [&](boost::json::object& object) {
                       object["record"] = support::object_of(records[other]).at("record");
                     })}});
  changes.push_back({i, 1, {edited(record, bytes_edit([i](std::string& bytes) {
                                     char& byte = bytes[50 + i * 37 % (bytes.size() - 50)];
                                     byte = static_cast<char>(byte ^ 1);
                                   }))}});
  changes.push_back({i, 1, {edited(record, proof_edit("proof", i))}});
  return changes;
}

std::vector<Change> stream_changes(const Export& parts, std::size_t i) {
  const std::vector<std::string>& streams = parts.streams;
  const std::size_t other = i + 1 < streams.size() ? i + 1 : i - 1;
  const std::string& stream = streams[i];
  std::vector<Change> changes;
  changes.push_back({i, 1, {}});
  if (i + 1 < streams.size()) changes.push_back({i, 2, {streams[i + 1], stream}});
  changes.push_back({i, 1, {stream, stream}});
  changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                       const auto name = object.at("stream");
                       object = support::object_of(streams[other]);
                       object["stream"] = name;
                     })}});
  changes.push_back({i, 1, {edited(stream, proof_edit("bucket_path", i))}});
  if (support::object_of(stream).contains("absent")) {
    changes.push_back({i, 1, {edited(stream, [](boost::json::object& object) {
                         object["bucket_size"] =
                             object.at("bucket_size").to_number<std::uint64_t>() == 0 ? 1 : 0;
                       })}});
    for (const char* side : {"left", "right"}) {
      changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                           object.at("absent").as_object()[side] = nullptr;
                         })}});
      changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                           boost::json::object& absent = object.at("absent").as_object();
                           absent[side] = absent.at(side == std::string("left") ? "right" : "left");
                         })}});
    }
    // A neighbour may be null already.
    std::erase_if(changes, [same = edited(stream, [](auto&) {})](const Change& change) {
      return change.put == std::vector{same};
    });
    return changes;
  }
  for (const char* name : {"place", "count"}) {
    changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                         object[name] = object.at(name).to_number<std::uint64_t>() + 1;
                       })}});
  }
  for (std::size_t turn = 0; turn < 5; ++turn)
    changes.push_back({i, 1, {edited(stream, proof_edit("path", turn + 5 * i))}});
  return changes;
}

Selection area_of_all() {
  const boost::json::object body = support::pledge_body();
  return OfFocusArea{ItemId::parse(std::string_view(body.at("focus_area").as_string())).value()};
}

enum class Half : std::uint8_t { even, odd };

// Mutants of every other item, so that two processes can share the work.
void check_half(Half half) {
  std::string text;
  {
    support::ExportedLedger ledger(ledger_of_pledges());
    text = ledger.release_and_export(area_of_all());
  }
  Mutations mutations(taken_apart(text));
  const auto of_half = [half](auto changes) {
    return [half, changes](const Export& parts, std::size_t i) {
      return i % 2 == static_cast<std::size_t>(half) ? changes(parts, i) : std::vector<Change>();
    };
  };

  mutations.check_records(of_half(&record_changes));
  mutations.check_streams(of_half(&stream_changes));
  EXPECT_GE(mutations.records(), kRecordsMin);
  EXPECT_GE(mutations.count(), kMutantsMin);
  testing::Test::RecordProperty("mutants", static_cast<int>(mutations.count()));
}

TEST(ExportMutation, OfItemsAtEvenPlacesLeavesNothingGood) { check_half(Half::even); }
TEST(ExportMutation, OfItemsAtOddPlacesLeavesNothingGood) { check_half(Half::odd); }

}  // namespace
}  // namespace pledgebook::ledger
