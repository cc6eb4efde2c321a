// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/verify_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "ledger/domain/canonical_json.h"
#include "ledger/log/work_pool.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/export/gzip_stream.h"
#include "ledger/proof/verify/examined_record.h"
#include "ledger/proof/verify/export_reader.h"
#include "ledger/proof/verify/verifier.h"

namespace pledgebook::ledger {
namespace {

using Kind = ExportItem::Kind;

constexpr std::size_t kBatch = 512;  // records examined at a time
// Of their JSON at a time, and one more: honest ones stay far below, but each could be as long as
// an item may be.
constexpr std::size_t kBatchBytesMax = std::size_t{32} << 20U;
constexpr std::size_t kTask = 32;  // of them by one task

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
      if (!item || item->kind != Kind::record) take_batch();
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
      batch_bytes_ += item.text.size();
      batch_.push_back(std::move(item));
      if (batch_.size() == kBatch || batch_bytes_ > kBatchBytesMax) take_batch();
      return;
    }
    const auto value = parse_json(item.text);
    if (!value) return fail(item, value.error().rule);
    switch (item.kind) {
      case Kind::version:
        if (*value != boost::json::value(kExportVersion))
          fail(item, "the export is of a version that this program does not know");
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

  // Examines the records that have come, in parallel, and hands them over in order.
  void take_batch() {
    std::vector<Examined> examined(batch_.size());
    for (std::size_t i = 0; i < batch_.size(); i += kTask) {
      const std::size_t end = std::min(batch_.size(), i + kTask);
      pool_.add([this, &examined, i, end] {
        for (std::size_t j = i; j < end; ++j) examined[j] = examine(batch_[j]);
      });
    }
    pool_.finish_until(0);
    for (std::size_t i = 0; i < examined.size() && !verifier_.is_decided(); ++i) {
      if (examined[i]) {
        verifier_.take_record(*std::move(examined[i]));
      } else {
        verifier_.take_fault(std::move(examined[i]).error());
      }
    }
    examined_ += batch_.size();
    batch_.clear();
    batch_bytes_ = 0;
    if (options_.on_progress) options_.on_progress(examined_);
  }

  using Examined = std::expected<std::shared_ptr<const ExaminedRecord>, Fault>;
  [[nodiscard]] Examined examine(const ExportItem& item) const {
    auto examined = examine_item(item.text, verifier_.with_proof());
    if (examined) return std::make_shared<const ExaminedRecord>(*std::move(examined));
    const auto& [index, what] = examined.error();
    return std::unexpected(Fault{index ? fmt::format("record {}", number(*index))
                                       : fmt::format("the record at octet {}", item.offset),
                                 what});
  }

  void fail(const ExportItem& item, std::string what) {
    verifier_.take_fault({fmt::format("the file at octet {}", item.offset), std::move(what)});
  }

  ExportReader reader_;
  Verifier verifier_;
  const VerifyOptions& options_;
  std::vector<ExportItem> batch_;
  std::size_t batch_bytes_ = 0;
  std::uint64_t examined_ = 0;
  WorkPool pool_;  // the last member: its threads end before what they use
};

}  // namespace

Result<Verdict> verify_export(ByteSource source, const WitnessPolicy& policy,
                              const VerifyOptions& options) {
  return Verification(std::move(source), policy, options).run();
}

ByteSource bytes_of(std::string_view octets) {
  return [octets](std::span<char> room) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(room.size(), octets.size());
    std::ranges::copy_n(octets.begin(), static_cast<std::ptrdiff_t>(count), room.begin());
    octets.remove_prefix(count);
    return count;
  };
}

}  // namespace pledgebook::ledger
