// SPDX-License-Identifier: Apache-2.0
#include "cli/check/exported_ledger.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "cli/book/directory_book.h"
#include "cli/shell/input_file.h"
#include "cli/shell/progress.h"
#include "cli/text/verdict_text.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/gzip.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/verify/examined_record.h"
#include "ledger/proof/verify/export_reader.h"
#include "ledger/proof/verify/verify_export.h"

namespace pledgebook::cli {
namespace {

using Kind = ledger::ExportItem::Kind;

constexpr std::size_t kRecordsABatch = 1'000;

Outcome<ledger::Verdict> verify(const std::string& file, const ledger::WitnessPolicy& policy) {
  LEDGER_TRY(ledger::ByteSource source, open_source(file));
  Progress progress(stderr, Progress::Show::bar_or_lines, "verifying", "records", std::nullopt);
  ledger::VerifyOptions options;
  options.on_progress = [&](std::uint64_t records) { progress.update(records, records); };
  return outcome(ledger::verify_export(std::move(source), policy, options));
}

// Writes an export's records into a store. Between them, in the place of records that the export
// does not have, it writes records of heads, which say nothing.
class Copying {
 public:
  explicit Copying(ledger::Store& store) : store_(store) {}

  Outcome<void> add(const ledger::Record& record) {
    LEDGER_CHECK(fill(ledger::number(record.index)));
    recorded_at_ = record.recorded_at;
    return put(ledger::encode_record(record));
  }
  // Up to the size of the log at the export's checkpoint.
  Outcome<void> finish(ledger::Size size, ledger::RecordedAt at) {
    recorded_at_ = at;
    LEDGER_CHECK(fill(ledger::number(size)));
    return write();
  }

 private:
  Outcome<void> fill(std::uint64_t end) {
    while (next_ < end) {
      const ledger::Record heads{ledger::Index{next_}, recorded_at_, {}, ledger::Heads{}};
      LEDGER_CHECK(put(ledger::encode_record(heads)));
    }
    return {};
  }
  Outcome<void> put(std::string bytes) {
    batch_.push_back(std::move(bytes));
    ++next_;
    return batch_.size() < kRecordsABatch ? Outcome<void>() : write();
  }
  Outcome<void> write() {
    if (batch_.empty()) return {};
    LEDGER_TRY(const auto done, outcome(store_.append(store_.tail(), batch_, {})));
    if (done != ledger::AppendOutcome::durable)
      return unavailable("the temporary ledger can't be written: is the disk full?");
    batch_.clear();
    return {};
  }

  ledger::Store& store_;
  std::vector<std::string> batch_;
  std::uint64_t next_ = 0;  // the index of the next record
  ledger::RecordedAt recorded_at_{};
};

// The note of the checkpoint, as a text of JSON.
Outcome<void> keep_checkpoint(const std::string& json, const std::filesystem::path& directory) {
  LEDGER_TRY(const auto value, outcome(ledger::parse_json(json)));
  const auto* note = value.if_string();
  if (note == nullptr) return no("the checkpoint of the export is no text");
  LEDGER_TRY(const auto parsed, outcome(ledger::parse_checkpoint_note(*note)));
  return outcome(ledger::CheckpointFiles(directory).write_released(parsed));
}

Outcome<void> copy_records(const std::string& file, const ledger::Verdict& verdict,
                           ledger::Store& store) {
  LEDGER_TRY(ledger::ByteSource source, open_source(file));
  ledger::ExportReader reader(ledger::gunzipped(std::move(source)));
  const bool is_whole = std::holds_alternative<ledger::Everything>(*verdict.selection);
  const auto with_proof = is_whole ? ledger::WithProof::no : ledger::WithProof::yes;
  Copying copying(store);
  while (true) {
    LEDGER_TRY(const ledger::ExportItem item, outcome(reader.next()));
    if (item.kind == Kind::end) break;
    if (item.kind == Kind::checkpoint) LEDGER_CHECK(keep_checkpoint(item.text, store.directory()));
    if (item.kind != Kind::record) continue;
    const auto examined = ledger::examine_item(item.text, with_proof);
    if (!examined) return no(fmt::format("{} has changed while it was read", file));
    LEDGER_CHECK(copying.add(examined->record));
  }
  return copying.finish(verdict.size, *verdict.recorded_at);
}

}  // namespace

Outcome<ExportedLedger> ExportedLedger::open(const std::string& file,
                                             const ledger::WitnessPolicy& policy) {
  if (file == "-") return usage("--export needs a file: it is read twice");
  LEDGER_TRY(ledger::Verdict verdict, verify(file, policy));
  if (!verdict.is_good()) return no(fmt::format("{} is {}", file, sentence_of(verdict)));
  LEDGER_TRY(TemporaryDirectory directory, TemporaryDirectory::make());
  ExportedLedger exported(std::move(directory), std::move(verdict));
  const std::filesystem::path place = exported.directory_.path() / "ledger";
  {
    LEDGER_TRY(const auto store, outcome(ledger::Store::create(place)));
    LEDGER_CHECK(copy_records(file, exported.verdict_, *store));
  }
  LEDGER_TRY(exported.book_,
             DirectoryBook::open(place.string(), Purpose::read, DirectoryBook::ClockCheck::accept));
  return exported;
}

}  // namespace pledgebook::cli
