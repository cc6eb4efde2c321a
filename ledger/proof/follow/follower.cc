// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/follower.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "crypto/merkle.h"
#include "ledger/domain/json/statement.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/directory.h"
#include "ledger/log/tree.h"
#include "ledger/proof/evidence.h"
#include "ledger/proof/log_keys.h"

namespace pledgebook::ledger {
namespace {

std::unexpected<Error> fail(Errc code, std::string sentence) {
  return std::unexpected(Error{code, std::move(sentence)});
}

// The root that a copy's own tree has at `size`.
Result<crypto::Hash> root_at(const Snapshot& snapshot, Size size) {
  StoredTree tree(snapshot);
  const crypto::Hash root = crypto::root(number(size), tree.reader());
  if (!tree.damaged()) return root;
  return fail(Errc::corrupt, "a record of the copy can't be read: begin another copy");
}

Result<PrefixProof> prefix_of(const Snapshot& snapshot, Size from, Size to) {
  StoredTree tree(snapshot);
  PrefixProof proof{crypto::root(number(from), tree.reader()),
                    crypto::prove_consistency(number(from), number(to), tree.reader())};
  if (!tree.damaged()) return proof;
  return fail(Errc::corrupt, "a record of the copy can't be read: begin another copy");
}

}  // namespace

Follower::Follower(LogSource& source, Replica& replica, Options options)
    : source_(source),
      replica_(replica),
      options_(std::move(options)),
      files_(replica.store().directory()) {
  if (options_.evidence_directory.empty())
    options_.evidence_directory = files_.directory() / "evidence";
}

Result<Followed> Follower::follow() {
  LEDGER_TRY(const std::string bytes, source_.checkpoint());
  LEDGER_TRY(CheckpointNote served, parse_checkpoint_note(bytes));
  const bool is_first_contact = number(replica_.size()) == 0;
  LEDGER_TRY(crypto::VerifierKey key, find_key(served.checkpoint));
  if (!is_first_contact) LEDGER_CHECK(check_copy_is_of(served, key));
  LEDGER_TRY(const bool is_signed, is_signed_by(served, key));
  if (!is_signed) {
    return fail(Errc::unproven,
                fmt::format("the checkpoint that {} serves is not signed by the log's key {}: it "
                            "belongs to another log, or the address is wrong",
                            source_.name(), key.text()));
  }
  Followed followed{.served = std::move(served),
                    .log_key = std::move(key),
                    .is_key_on_trust = is_first_contact && !options_.log_key,
                    .before = replica_.size(),
                    .now = replica_.size()};
  LEDGER_CHECK(judge_all(followed));
  if (followed.state == HistoryState::current) LEDGER_CHECK(copy(followed));
  if (followed.state == HistoryState::current) LEDGER_CHECK(check_key(followed));
  return followed;
}

Result<crypto::VerifierKey> Follower::find_key(const Checkpoint& served) {
  if (number(served.size) == 0) {
    return fail(Errc::not_found,
                fmt::format("{} has not published a record yet: try again later", source_.name()));
  }
  if (number(replica_.size()) == 0)
    return options_.log_key ? *options_.log_key : key_in_first_record(served);
  if (options_.log_key) return *options_.log_key;
  LEDGER_TRY(const LogKeys keys, replica_.log_keys());
  return keys.in_force();
}

Result<crypto::VerifierKey> Follower::key_in_first_record(const Checkpoint& served) {
  LEDGER_TRY(const auto records, source_.records(Index{0}, served.size));
  LEDGER_TRY(const PrefixProof first, served_prefix(Size{1}, served));
  UnpackedRecord record{.bytes = records.front()};
  unpack(record, Unpacking::with_statement);
  if (record.leaf_hash != first.root) return not_its_own(served, {Errc::unproven, "record 0"});
  const auto* created =
      record.statement ? std::get_if<LedgerCreated>(&record.statement->body) : nullptr;
  if (created == nullptr) {
    return fail(Errc::foreign,
                fmt::format("record 0 of {} does not begin a ledger of pledges: it is another kind "
                            "of log",
                            source_.name()));
  }
  auto key = crypto::VerifierKey::parse(created->log_key);
  if (key) return *std::move(key);
  return fail(Errc::corrupt, fmt::format("record 0 of {} names \"{}\" as the log's key: {}",
                                         source_.name(), created->log_key, key.error()));
}

// An earlier checkpoint may have been signed by a key that was replaced since.
Result<bool> Follower::is_of_log(const CheckpointNote& earlier, const Followed& followed) {
  LEDGER_TRY(const bool is_signed, is_signed_by(earlier, followed.log_key));
  if (is_signed || number(replica_.size()) == 0) return is_signed;
  LEDGER_TRY(const LogKeys keys, replica_.log_keys());
  return is_signed_by(earlier, keys);
}

// The copy knows the key; or it knows another one that has signed as well, and will meet the
// statement that puts this one in force.
Result<void> Follower::check_copy_is_of(const CheckpointNote& served,
                                        const crypto::VerifierKey& key) {
  LEDGER_TRY(const LogKeys keys, replica_.log_keys());
  if (keys.contains(key)) return {};
  LEDGER_TRY(const bool is_by_known, is_signed_by(served, keys));
  LEDGER_TRY(const bool is_by_this, is_signed_by(served, key));
  if (is_by_known && is_by_this) return {};
  return fail(Errc::foreign, fmt::format("the copy is of the log {}, not of {}: give another "
                                         "directory with --copy, or the right key",
                                         keys.in_force().text(), key.text()));
}

// The key that a reader trusts must be one of the log's.
Result<void> Follower::check_key(const Followed& followed) {
  LEDGER_TRY(const LogKeys keys, replica_.log_keys());
  if (keys.contains(followed.log_key)) return {};
  return fail(Errc::foreign,
              fmt::format("{} names {} as the log's key, not {}: it is another log with the same "
                          "name",
                          source_.name(), keys.in_force().text(), followed.log_key.text()));
}

Result<void> Follower::judge_all(Followed& followed) {
  LEDGER_TRY(const auto seen, files_.read_released());
  if (!seen) LEDGER_CHECK(check_copy(followed.served.checkpoint));
  for (const std::optional<CheckpointNote>* earlier : {&seen, &std::as_const(options_.since)}) {
    if (!*earlier) continue;
    LEDGER_TRY(const bool is_ours, is_of_log(**earlier, followed));
    if (!is_ours) {
      return fail(Errc::unproven,
                  fmt::format("the earlier checkpoint of {} records is not signed by the log's key "
                              "{}: it belongs to another log, or is damaged",
                              number((*earlier)->checkpoint.size), followed.log_key.text()));
    }
    LEDGER_CHECK(judge(**earlier, followed));
    if (followed.state == HistoryState::forked) return {};
  }
  if (followed.state == HistoryState::behind || (seen && *seen == followed.served)) return {};
  // Done before anything is copied, so that the next served checkpoint is compared with it in any
  // case.
  return files_.write_released(followed.served);
}

Result<void> Follower::check_copy(const Checkpoint& served) {
  const Size size = replica_.size();
  if (number(size) == 0 || size > served.size) return {};
  LEDGER_TRY(const PrefixProof prefix, served_prefix(size, served));
  LEDGER_TRY(const crypto::Hash root, replica_.root());
  if (prefix.root == root) return {};
  return fail(Errc::unproven,
              fmt::format("{} serves other records than those of the copy, and the copy's "
                          "checkpoint is missing: keep the copy, and start another",
                          source_.name()));
}

Result<void> Follower::judge(const CheckpointNote& earlier, Followed& followed) {
  const Checkpoint& before = earlier.checkpoint;
  const Checkpoint& served = followed.served.checkpoint;
  if (before.size < served.size) return judge_larger(earlier, followed);
  if (before.size > served.size) return judge_smaller(earlier, followed);
  if (before.root == served.root) return {};
  followed.earlier = earlier;
  followed.differs = first_difference(served);
  return note_fork({earlier, followed.served, {}}, followed);
}

Result<void> Follower::judge_larger(const CheckpointNote& earlier, Followed& followed) {
  const Checkpoint& served = followed.served.checkpoint;
  if (number(earlier.checkpoint.size) == 0) return {};
  LEDGER_TRY(PrefixProof prefix, served_prefix(earlier.checkpoint.size, served));
  if (prefix.root == earlier.checkpoint.root) return {};
  followed.earlier = earlier;
  followed.differs = first_difference(served);
  return note_fork({earlier, followed.served, std::move(prefix)}, followed);
}

Result<void> Follower::judge_smaller(const CheckpointNote& earlier, Followed& followed) {
  const Checkpoint& served = followed.served.checkpoint;
  followed.state = HistoryState::behind;
  followed.earlier = earlier;
  LEDGER_TRY(const Snapshot snapshot, replica_.store().snapshot());
  if (snapshot.size() < earlier.checkpoint.size) return {};
  LEDGER_TRY(const crypto::Hash at_earlier, root_at(snapshot, earlier.checkpoint.size));
  LEDGER_TRY(PrefixProof prefix, prefix_of(snapshot, served.size, earlier.checkpoint.size));
  if (at_earlier != earlier.checkpoint.root || prefix.root == served.root) return {};
  followed.differs = first_difference(served);
  return note_fork({followed.served, earlier, std::move(prefix)}, followed);
}

Result<void> Follower::note_fork(Fork fork, Followed& followed) const {
  followed.state = HistoryState::forked;
  LEDGER_TRY(followed.evidence, keep_evidence(options_.evidence_directory, fork));
  followed.fork = std::move(fork);
  return {};
}

std::unexpected<Error> Follower::not_its_own(const Checkpoint& served, Error error) const {
  return fail(
      Errc::unproven,
      fmt::format("the records served by {} do not match its own signed checkpoint of {} records: "
                  "{}: they were altered on the way or in its store, and nothing was kept",
                  source_.name(), number(served.size), error.detail));
}

Result<PrefixProof> Follower::served_prefix(Size from, const Checkpoint& to) {
  LEDGER_TRY(PrefixProof prefix, source_.prefix(from, to.size));
  if (crypto::check_consistency(number(from), prefix.root, number(to.size), to.root,
                                prefix.hashes)) {
    return prefix;
  }
  return not_its_own(
      to, {Errc::unproven, fmt::format("the hashes of its first {} records", number(from))});
}

// The fork is proven without the difference, so an error in finding that does not matter.
std::optional<Index> Follower::first_difference(const Checkpoint& served) {
  auto found = find_difference(served);
  return found ? *found : std::nullopt;
}

// The trees of the first records agree before the difference, and never after it.
Result<std::optional<Index>> Follower::find_difference(const Checkpoint& served) {
  LEDGER_TRY(const Snapshot snapshot, replica_.store().snapshot());
  std::uint64_t alike = 0;
  std::uint64_t differing = std::min(number(snapshot.size()), number(served.size)) + 1;
  const std::uint64_t end = differing;
  while (differing - alike > 1) {
    const Size middle{alike + (differing - alike) / 2};
    LEDGER_TRY(const crypto::Hash ours, root_at(snapshot, middle));
    LEDGER_TRY(const PrefixProof theirs, served_prefix(middle, served));
    (ours == theirs.root ? alike : differing) = number(middle);
  }
  return differing == end ? std::nullopt : std::optional(Index{differing - 1});
}

Result<void> Follower::copy(Followed& followed) {
  const Checkpoint& served = followed.served.checkpoint;
  while (replica_.size() < served.size) {
    const Size begin = replica_.size();
    LEDGER_TRY(const auto bytes, source_.records(Index{number(begin)}, served.size));
    const Size end{number(begin) + bytes.size()};
    PrefixProof prefix;
    if (end < served.size) {
      LEDGER_TRY(prefix, served_prefix(end, served));
    }
    auto finding = replica_.extend(bytes, served, prefix.hashes);
    if (!finding && finding.error().code == Errc::unproven)
      return not_its_own(served, std::move(finding).error());
    if (!finding) return std::unexpected(std::move(finding).error());
    if (*finding) {
      const std::size_t place = number((*finding)->index.value_or(Index{number(begin)})) -
                                static_cast<std::size_t>(number(begin));
      return note_finding(**std::move(finding), bytes.at(place), followed);
    }
    followed.now = replica_.size();
    if (options_.on_progress) options_.on_progress(followed.now, served.size);
  }
  return {};
}

Result<void> Follower::note_finding(AuditFinding finding, const std::string& bytes,
                                    Followed& followed) const {
  followed.state = HistoryState::broken;
  const std::filesystem::path& directory = options_.evidence_directory;
  LEDGER_TRY(followed.evidence, keep_evidence(directory, std::span(&followed.served, 1)));
  if (finding.index) {
    followed.evidence.push_back(directory / fmt::format("{}.record", number(*finding.index)));
    LEDGER_CHECK(replace_file(followed.evidence.back(), bytes));
  }
  followed.finding = std::move(finding);
  return {};
}

}  // namespace pledgebook::ledger
