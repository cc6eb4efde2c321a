// SPDX-License-Identifier: Apache-2.0
// After anything is deleted, swapped, truncated, repeated or replaced in an export, it is no longer
// called authentic and complete.
//
// The part before the change is the same as in the export, so it is verified once, and the verifier
// is copied for each mutant. Some mutants are also verified from their bytes.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/proof/verify/verifier.h"
#include "ledger/proof/verify/verify_export.h"
#include "tests/ledger/proof/export/export_mutants.h"
#include "tests/support/exported_ledger.h"

namespace pledgebook::ledger {
namespace {

// Sanitizers make everything some twenty times slower, so they test only a part of the mutants.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr LedgerShape kShape{.members = 20, .pledges = 40, .reports = 4};
constexpr std::size_t kRecordsMin = 200;
constexpr std::size_t kMutantsMin = 400;
#else
constexpr LedgerShape kShape{.members = 20, .pledges = 500, .reports = 4};
constexpr std::size_t kRecordsMin = 3'000;
constexpr std::size_t kMutantsMin = 5'000;  // of each half
#endif
constexpr std::size_t kWrittenOutEach = 211;  // one mutant of so many

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
    const Verdict again = support::verdict_on(put_together(changed(parts_, items, change)));
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

enum class Half : std::uint8_t { even, odd };

// Mutants of every other item, so that two processes can share the work.
void check_half(Half half) {
  std::string text;
  {
    support::ExportedLedger ledger(ledger_of_pledges(kShape));
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
