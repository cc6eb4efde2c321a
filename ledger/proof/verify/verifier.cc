// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/verifier.h"

#include <fmt/format.h>

#include <utility>

#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_verdict.h"

namespace pledgebook::ledger {
namespace {

std::string place_of(Index index) { return fmt::format("record {}", number(index)); }

constexpr std::string_view kCheckpoint = "the checkpoint";

}  // namespace

void Verifier::find(About about, std::string place, std::string what) {
  if (verdict_.fault) return;
  verdict_.fault = Fault{std::move(place), std::move(what)};
  (about == About::authentic ? verdict_.authentic : verdict_.complete) = Reply::no;
}

void Verifier::find_at(About about, Index index, std::string what) {
  find(about, place_of(index), std::move(what));
}

void Verifier::take_fault(Fault fault) {
  find(About::authentic, std::move(fault.place), std::move(fault.what));
}

void Verifier::take_selection(Selection selection) {
  is_everything_ = std::holds_alternative<Everything>(selection);
  verdict_.selection = std::move(selection);
  judge_.emplace(is_everything_ ? StatementJudge::Extent::whole : StatementJudge::Extent::part,
                 threads_);
}

void Verifier::take_checkpoint(std::string_view note) {
  if (is_decided()) return;
  const auto wrong = [this](std::string what) {
    find(About::authentic, std::string(kCheckpoint), std::move(what));
  };
  const auto parsed = parse_checkpoint_note(note);
  if (!parsed) return wrong(parsed.error().detail);
  verdict_.origin = parsed->checkpoint.origin;
  verdict_.size = parsed->checkpoint.size;
  root_ = parsed->checkpoint.root;
  const auto judged = judge_checkpoint(*parsed, policy_);
  if (!judged) return wrong(judged.error().detail);
  verdict_.witnesses = judged->cosigned;
  verdict_.quorum_at = judged->quorum_at;
  if (!judged->log_signed) {
    return wrong(
        fmt::format("no log key that you pinned has signed it; it is of {}", verdict_.origin));
  }
  if (!judged->quorum_met) {
    return wrong(
        fmt::format("only {} of the policy's witnesses have cosigned it: the quorum is not met",
                    judged->cosigned.size()));
  }
  for (const WitnessCosignature& cosignature : judged->cosigned) {
    if (policy_.is_auditor(cosignature.witness)) verdict_.auditors.push_back(cosignature.witness);
  }
}

void Verifier::take_heads(const ExaminedRecord& record) {
  if (is_decided()) return;
  const std::uint64_t size = number(verdict_.size);
  const auto* heads = std::get_if<Heads>(&record.record.content);
  if (is_everything_) {
    return find(About::authentic, "the file", "an export of everything has no \"heads\"");
  }
  if (heads == nullptr || number(record.index) + 1 != size) {
    return find_at(About::authentic, record.index,
                   "it is not the last heads record below the checkpoint");
  }
  if (!crypto::check_inclusion(record.leaf, number(record.index), size, record.proof, root_)) {
    return find_at(About::authentic, record.index, "it is not in the log: its proof is invalid");
  }
  heads_ = *heads;
  verdict_.recorded_at = record.record.recorded_at;
}

void Verifier::take_record(std::shared_ptr<const ExaminedRecord> record) {
  if (is_decided() || !check_place(*record)) return;
  if (is_everything_) {
    take_of_whole(std::move(record));
  } else {
    take_of_part(std::move(record));
  }
}

// The checks of a record that are the same in any export.
bool Verifier::check_place(const ExaminedRecord& record) {
  const Index index = record.index;
  if (last_ && index <= *last_) {
    find_at(About::authentic, index,
            fmt::format("it comes after record {}: records must be in ascending order, each once",
                        number(*last_)));
  } else if (record.record.recorded_at < recorded_at_) {
    find_at(About::authentic, index, "its time is earlier than that of a record before it");
  } else if (last_ && number(index) == number(*last_) + 1 && record.record.prev != last_leaf_) {
    find_at(About::authentic, index, "it does not follow the record before it");
  }
  return !is_decided();
}

void Verifier::take_of_part(std::shared_ptr<const ExaminedRecord> record) {
  const Index index = record->index;
  if (!heads_) return find(About::complete, "the file", "\"heads\" is missing");
  if (number(index) + 1 >= number(verdict_.size) || !record->statement) {
    return find_at(About::authentic, index,
                   "only statements below the checkpoint's heads record are allowed here");
  }
  if (!crypto::check_inclusion(record->leaf, number(index), number(verdict_.size), record->proof,
                               root_)) {
    return find_at(About::authentic, index, "it is not in the log: its proof is invalid");
  }
  last_ = index;
  last_leaf_ = record->leaf;
  recorded_at_ = record->record.recorded_at;
  ++verdict_.records;
  tallies_.add(*record);
  judge(std::move(record));
}

void Verifier::take_of_whole(std::shared_ptr<const ExaminedRecord> record) {
  const Index index = record->index;
  if (number(index) != tree_.size()) {
    return find(About::complete, place_of(Index{tree_.size()}),
                fmt::format("it is missing: record {} is in its place", number(index)));
  }
  if (tree_.size() == 0 && record->record.prev != crypto::Hash{})
    return find_at(About::authentic, index, "the first record must have zeros as \"prev\"");
  tree_.append(record->leaf);
  last_ = index;
  last_leaf_ = record->leaf;
  recorded_at_ = record->record.recorded_at;
  ++verdict_.records;
  const auto* heads = std::get_if<Heads>(&record->record.content);
  if (heads != nullptr && (last_is_heads_ || index == Index{}))
    return find_at(
        About::authentic, index,
        "a heads record follows another heads record or comes first: a statement must be here");
  last_is_heads_ = heads != nullptr;
  if (heads == nullptr) {
    streams_.append(record->streams, index, record->leaf);
    judge(std::move(record));
  } else if (streams_.seal(Size{number(index) + 1}) != *heads) {
    // The log is wrong here, not the export.
    find_at(About::authentic, index, "its heads do not match the streams");
  }
}

void Verifier::judge(std::shared_ptr<const ExaminedRecord> record) {
  if (misjudged_) return;
  const Index index = record->index;
  if (auto wrong = judge_->take(std::move(record)))
    misjudged_ = {place_of(index), *std::move(wrong)};
}

void Verifier::take_stream(const StreamProof& stream) {
  if (is_decided()) return;
  if (is_everything_)
    return find(About::authentic, "the file", "an export of everything has no \"streams\"");
  if (!heads_) return find(About::complete, "the file", "\"heads\" is missing");
  ask_for_streams();
  if (is_decided()) return;
  if (auto fault = tallies_.show(stream, *heads_))
    find(About::complete, std::move(fault->place), std::move(fault->what));
}

// Streams come after all records.
void Verifier::ask_for_streams() {
  if (std::exchange(has_asked_, true)) return;
  if (auto fault = tallies_.ask_for(*verdict_.selection))
    find(About::complete, std::move(fault->place), std::move(fault->what));
}

Verdict Verifier::finish() {
  if (!is_decided() && !judge_) find(About::authentic, "the file", "\"selection\" is missing");
  if (!is_decided()) is_everything_ ? finish_whole() : finish_part();
  if (!is_decided()) verdict_.complete = Reply::yes;
  if (!is_decided()) finish_signatures();
  if (!is_decided()) {
    verdict_.authentic = Reply::yes;
    describe();
  }
  return std::move(verdict_);
}

void Verifier::finish_part() {
  if (!heads_) return find(About::complete, "the file", "\"heads\" is missing");
  if (verdict_.recorded_at < recorded_at_) {
    return find(About::authentic, "the heads record",
                "its time is earlier than that of a record before it");
  }
  ask_for_streams();
  if (is_decided()) return;
  if (auto fault = tallies_.check_all_shown())
    find(About::complete, std::move(fault->place), std::move(fault->what));
}

void Verifier::finish_whole() {
  const std::uint64_t size = number(verdict_.size);
  if (tree_.size() != size) {
    return find(About::complete, "the file",
                fmt::format("it has {} records of {}", tree_.size(), size));
  }
  if (tree_.root() != root_) {
    return find(About::authentic, "the file",
                "its records do not match the checkpoint: their tree has another root");
  }
  if (!last_is_heads_) {
    return find_at(About::authentic, *last_,
                   "the last record below a checkpoint must be a heads record");
  }
  verdict_.recorded_at = recorded_at_;
}

void Verifier::finish_signatures() {
  // All verified signatures belong to statements before one that was judged wrong.
  if (const auto unverified = judge_->find_unverified())
    return find_at(About::authentic, *unverified, "a signature on its statement is invalid");
  if (misjudged_) return take_fault(*std::move(misjudged_));
  if (judge_->governance().ledger.empty())
    return find(About::complete, "stream governance", "the ledger's first record is missing");
  if (judge_->governance().created.origin != verdict_.origin) {
    find(About::authentic, std::string(kCheckpoint),
         fmt::format("it is a checkpoint of {}, but the ledger is {}", verdict_.origin,
                     judge_->governance().created.origin));
  }
}

void Verifier::describe() {
  if (is_everything_) {
    verdict_.word = Word::replayed;
  } else if (!verdict_.auditors.empty()) {
    verdict_.word = Word::of_auditor;
  }
  verdict_.signers = judge_->signers(verdict_.size);
  verdict_.pledges = judge_->pledges();
  for (std::string& stream : selected_streams(*verdict_.selection)) {
    const std::uint64_t records = tallies_.records_of(stream);
    verdict_.selected.push_back({std::move(stream), records});
  }
}

}  // namespace pledgebook::ledger
