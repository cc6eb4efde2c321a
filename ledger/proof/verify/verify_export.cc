// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/verify_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/gzip.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/verify/examined_record.h"
#include "ledger/proof/verify/export_reader.h"
#include "ledger/proof/verify/verifier.h"
#include "ledger/work_pool.h"

namespace pledgebook::ledger {
namespace {

using Kind = ExportItem::Kind;

constexpr std::size_t kBatch = 512;  // records examined at a time
// The limit of their JSON, plus one item: real records are far smaller, but each may be as long as
// an item may be. Two batches are held.
constexpr std::size_t kBatchBytesMax = std::size_t{16} << 20U;
constexpr std::size_t kTask = 32;  // records a task

class Verification {
 public:
  Verification(ByteSource source, const WitnessPolicy& policy, const VerifyOptions& options)
      : reader_(gunzipped(std::move(source))),
        verifier_(policy, options.threads),
        options_(options),
        pool_(options.threads) {}

  Result<Verdict> run() {
    bool has_ended = false;
    while (!has_ended && !verifier_.is_decided()) {
      auto item = reader_.next();
      if (!item && item.error().code != Errc::corrupt) return std::unexpected(item.error());
      if (!item || item->kind != Kind::record) take_batches();
      if (!item) {
        verifier_.take_fault({"the file", std::move(item).error().detail});
        break;
      }
      has_ended = item->kind == Kind::end;
      if (!has_ended) take(*std::move(item));
    }
    return verifier_.finish();
  }

 private:
  void take(ExportItem item) {
    if (item.kind == Kind::record) {
      read_bytes_ += item.text.size();
      read_.push_back(std::move(item));
      if (read_.size() == kBatch || read_bytes_ > kBatchBytesMax) take_batch();
      return;
    }
    const auto value = parse_json(item.text);
    if (!value) return fail(item, value.error().rule);
    switch (item.kind) {
      case Kind::version:
        if (*value != boost::json::value(kExportVersion))
          fail(item, "unknown version of the export");
        break;
      case Kind::selection:
        return take_selection(item, *value);
      case Kind::checkpoint:
        if (!value->is_string()) return fail(item, "\"checkpoint\" is not a text");
        return verifier_.take_checkpoint(value->get_string());
      case Kind::heads:
        return take_heads(item);
      case Kind::stream:
        return take_stream(item, *value);
      case Kind::record:
      case Kind::end:
        break;
    }
  }

  void take_selection(const ExportItem& item, const boost::json::value& value) {
    auto selection = read_selection(value);
    if (!selection) return fail(item, std::move(selection).error().detail);
    verifier_.take_selection(*std::move(selection));
  }

  void take_heads(const ExportItem& item) {
    const auto examined = examine_item(item.text, WithProof::yes);
    if (!examined) return verifier_.take_fault({"the heads record", examined.error().what});
    verifier_.take_heads(*examined);
  }

  void take_stream(const ExportItem& item, const boost::json::value& value) {
    const auto stream = read_stream(value);
    if (!stream) return fail(item, stream.error().detail);
    verifier_.take_stream(*stream);
  }

  // Examines, in parallel, the records that were read; meanwhile passes on, in order, those
  // examined before.
  void take_batch() {
    pool_.finish_until(0);
    const std::vector<Examined> before = std::exchange(examined_, {});
    examining_ = std::exchange(read_, {});
    read_bytes_ = 0;
    examined_.resize(examining_.size());
    const WithProof with_proof = verifier_.with_proof();
    for (std::size_t i = 0; i < examining_.size(); i += kTask) {
      const std::size_t end = std::min(examining_.size(), i + kTask);
      pool_.add([this, with_proof, i, end] {
        for (std::size_t j = i; j < end; ++j) examined_[j] = examine(examining_[j], with_proof);
      });
    }
    for (const Examined& record : before) {
      if (verifier_.is_decided()) break;
      if (record) {
        verifier_.take_record(*record);
      } else {
        verifier_.take_fault(record.error());
      }
    }
    count_ += before.size();
    if (options_.on_progress && !before.empty()) options_.on_progress(count_);
  }

  // Finishes all records that were read.
  void take_batches() {
    take_batch();
    take_batch();
  }

  using Examined = std::expected<std::shared_ptr<const ExaminedRecord>, Fault>;
  [[nodiscard]] static Examined examine(const ExportItem& item, WithProof with_proof) {
    auto examined = examine_item(item.text, with_proof);
    if (examined) return std::make_shared<const ExaminedRecord>(*std::move(examined));
    const auto& [index, what] = examined.error();
    return std::unexpected(Fault{index ? fmt::format("record {}", number(*index))
                                       : fmt::format("the record at byte {}", item.offset),
                                 what});
  }

  void fail(const ExportItem& item, std::string what) {
    verifier_.take_fault({fmt::format("the file at byte {}", item.offset), std::move(what)});
  }

  ExportReader reader_;
  Verifier verifier_;
  const VerifyOptions& options_;
  std::vector<ExportItem> read_;
  std::size_t read_bytes_ = 0;
  // The batch before, which the pool's threads examine:
  std::vector<ExportItem> examining_;
  std::vector<Examined> examined_;
  std::uint64_t count_ = 0;
  WorkPool pool_;  // last member: its threads end before the members they use
};

}  // namespace

Result<Verdict> verify_export(ByteSource source, const WitnessPolicy& policy,
                              const VerifyOptions& options) {
  return Verification(std::move(source), policy, options).run();
}

ByteSource bytes_of(std::string_view bytes) {
  return [bytes](std::span<char> room) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(room.size(), bytes.size());
    std::ranges::copy_n(bytes.begin(), static_cast<std::ptrdiff_t>(count), room.begin());
    bytes.remove_prefix(count);
    return count;
  };
}

}  // namespace pledgebook::ledger
