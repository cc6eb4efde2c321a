// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/witness/witness.h"

#include <fmt/format.h>

#include <atomic>
#include <bit>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/follow/fork.h"
#include "ledger/proof/proof_text.h"
#include "ledger/proof/witness/witness_memory.h"
#include "ledger/proof/witness_request.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kSizeText = "text/x.tlog.size";

std::unexpected<Error> failure(Errc code, std::string why) {
  return std::unexpected(Error{code, std::move(why)});
}

WitnessAnswer refuse(unsigned status, std::string_view why) {
  return {status, kText, fmt::format("{}\n", why)};
}

std::string hex_of(std::string_view origin) {
  return crypto::sha256(crypto::as_bytes(origin)).hex();
}

// The signatures by keys of the log. Errc::unproven if there is none, or one is invalid.
Result<std::vector<crypto::NoteSignature>> signatures_of(
    const CheckpointNote& note, const std::vector<crypto::VerifierKey>& keys) {
  std::vector<crypto::NoteSignature> lines;
  for (const crypto::VerifierKey& key : keys) {
    LEDGER_TRY(const bool is_signed, is_signed_by(note, key));
    if (!is_signed) continue;
    for (const crypto::NoteSignature& line : note.note.signatures)
      if (crypto::is_of(line, key)) lines.push_back(line);
  }
  if (lines.empty()) {
    return failure(Errc::unproven, fmt::format("no key that this witness knows of {} has signed "
                                               "the checkpoint",
                                               shown(note.checkpoint.origin)));
  }
  return lines;
}

Size size_of(const std::optional<CheckpointNote>& note) {
  return note ? note->checkpoint.size : Size{0};
}

}  // namespace

class Witness::Impl {
 public:
  Impl(Options options, const Clock& clock, Journal& journal, WitnessMemory memory)
      : options_(std::move(options)),
        clock_(clock),
        journal_(journal),
        memory_(std::move(memory)) {}

  // The state of each log.
  Result<void> load();
  WitnessAnswer add_checkpoint(std::string_view body);
  std::optional<std::string> checkpoint(std::string_view origin_hex) const;
  Counters counters() const { return {cosigned_, refused_, contradictions_, doubts_}; }
  std::vector<Seen> logs() const;
  const crypto::VerifierKey& key() const noexcept { return options_.key; }

 private:
  struct Log {
    std::string origin;
    std::vector<crypto::VerifierKey> keys;
    std::string hex;  // of the hash of the origin, as in paths
    mutable std::mutex mutex;
    // Guarded by mutex:
    std::optional<CheckpointNote> newest;
    bool is_auditing = false;
    std::set<std::string_view> told;  // events, to the journal since it was last cosigned
  };
  struct Trouble {
    Severity severity;
    std::string_view event;  // a literal
    std::string_view text;
  };
  // Tells the journal, once until the log is cosigned again. Under its mutex.
  void tell(Log& log, const Trouble& trouble);

  WitnessAnswer judge(Log& log, const WitnessRequest& request);
  // All checks of the protocol, under the log's mutex: nothing, or the refusal.
  std::optional<WitnessAnswer> check(Log& log, const WitnessRequest& request);
  // The checkpoint is shown to belong to another history than the newest.
  WitnessAnswer contradict(Log& log, const Fork& fork);
  // Its proof shows nothing.
  WitnessAnswer doubt(Log& log, const CheckpointNote& offered);
  std::optional<WitnessAnswer> audit(Log& log, const CheckpointNote& note,
                                     std::unique_lock<std::mutex>& lock);
  WitnessAnswer cosign_and_remember(Log& log, const CheckpointNote& note);

  Options options_;
  const Clock& clock_;
  Journal& journal_;
  WitnessMemory memory_;
  std::map<std::string, Log, std::less<>> logs_;  // by hex
  std::atomic<std::uint64_t> cosigned_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::atomic<std::uint64_t> contradictions_ = 0;
  std::atomic<std::uint64_t> doubts_ = 0;
};

Result<void> Witness::Impl::load() {
  for (const crypto::VerifierKey& key : options_.logs) {
    const std::string hex = hex_of(key.name());
    Log& log = logs_[hex];
    log.origin = key.name();
    log.keys.push_back(key);
    log.hex = hex;
  }
  for (auto& [hex, log] : logs_) {
    auto newest = memory_.newest(hex);
    const bool is_corrupt = !newest && newest.error().code == Errc::corrupt;
    if (!newest && !is_corrupt) return std::unexpected(std::move(newest).error());
    if (is_corrupt || (*newest && !signatures_of(**newest, log.keys))) {
      return failure(
          Errc::corrupt,
          fmt::format("{} is not a checkpoint signed by a known key of {}: restore the file, or "
                      "another history might be cosigned; or also give the key that signed it",
                      memory_.file_of(hex).string(), shown(log.origin)));
    }
    log.newest = *std::move(newest);
  }
  return {};
}

WitnessAnswer Witness::Impl::add_checkpoint(std::string_view body) {
  const auto request = decode_witness_request(body);
  WitnessAnswer answer;
  if (!request) {
    answer = refuse(400, request.error().detail);
  } else if (const auto log = logs_.find(hex_of(request->checkpoint.checkpoint.origin));
             log == logs_.end()) {
    answer = refuse(404, "this witness does not know a log with this origin");
  } else {
    answer = judge(log->second, *request);
  }
  ++(answer.status == 200 ? cosigned_ : refused_);
  return answer;
}

WitnessAnswer Witness::Impl::judge(Log& log, const WitnessRequest& request) {
  auto signatures = signatures_of(request.checkpoint, log.keys);
  if (!signatures) return refuse(403, signatures.error().detail);
  const CheckpointNote note{request.checkpoint.checkpoint,
                            {request.checkpoint.note.text, *std::move(signatures)}};
  std::unique_lock lock(log.mutex);
  if (auto refusal = check(log, request)) return *std::move(refusal);
  if (options_.audit) {
    if (auto refusal = audit(log, note, lock)) return *std::move(refusal);
    // Checked again, because the audit took time.
    if (auto refusal = check(log, request)) return *std::move(refusal);
  }
  return cosign_and_remember(log, note);
}

std::optional<WitnessAnswer> Witness::Impl::check(Log& log, const WitnessRequest& request) {
  const Checkpoint& offered = request.checkpoint.checkpoint;
  const Size size = size_of(log.newest);
  if (request.old_size != size) return WitnessAnswer{409, kSizeText, encode_witness_size(size)};
  if (offered.size == Size{0} && offered.root != crypto::empty_root())
    return refuse(422, "a log without records has the root of the empty tree");
  if (!log.newest) {
    if (request.proof.empty()) return std::nullopt;
    return refuse(422, "from the old size 0 no proof is needed: send no hashes");
  }
  const Checkpoint& newest = log.newest->checkpoint;
  if (offered.size == size && offered.root != newest.root)
    return contradict(log, {*log.newest, request.checkpoint, {}});
  // Any log extends the empty one.
  const bool is_consistent =
      size == Size{0} && offered.size != size
          ? request.proof.empty()
          : crypto::check_consistency(number(size), newest.root, number(offered.size), offered.root,
                                      request.proof);
  if (is_consistent) return std::nullopt;
  if (const auto root =
          crypto::root_of_prefix(number(size), number(offered.size), offered.root, request.proof))
    return contradict(log, {*log.newest, request.checkpoint, {*root, request.proof}});
  return doubt(log, request.checkpoint);
}

WitnessAnswer Witness::Impl::contradict(Log& log, const Fork& fork) {
  ++contradictions_;
  memory_.keep_contradiction(fork);
  const Checkpoint& newest = fork.smaller.checkpoint;
  const std::string why = fmt::format(
      "this witness has cosigned another history, with the root {} of {} records: the log has "
      "signed two histories",
      to_base64(newest.root), number(newest.size));
  tell(log, {Severity::error, "log_contradicted", why});
  // Not 409 with the size: the size is right, and a log that reads only the size would ask again.
  return refuse(422, why);
}

WitnessAnswer Witness::Impl::doubt(Log& log, const CheckpointNote& offered) {
  ++doubts_;
  const Checkpoint& newest = log.newest->checkpoint;
  // A right proof of another history would have shown it, unless the size is a power of two.
  if (std::has_single_bit(number(newest.size)) && offered.checkpoint.size > newest.size)
    memory_.keep_doubt(*log.newest, offered);
  const std::string why = fmt::format(
      "there is no valid proof that the checkpoint of {} records extends the one of {} "
      "records, root {}, that this witness has cosigned",
      number(offered.checkpoint.size), number(newest.size), to_base64(newest.root));
  tell(log, {Severity::warning, "log_doubted", why});
  return refuse(422, why);
}

void Witness::Impl::tell(Log& log, const Trouble& trouble) {
  if (!log.told.insert(trouble.event).second) return;
  const Journal::Fields fields{{"log", log.origin}};
  if (trouble.severity == Severity::error) {
    journal_.error(trouble.event, trouble.text, fields);
  } else {
    journal_.warning(trouble.event, trouble.text, fields);
  }
}

std::optional<WitnessAnswer> Witness::Impl::audit(Log& log, const CheckpointNote& note,
                                                  std::unique_lock<std::mutex>& lock) {
  if (log.is_auditing) return refuse(503, "another checkpoint of this log is being audited");
  log.is_auditing = true;
  lock.unlock();
  const auto audited = options_.audit(note);
  lock.lock();
  log.is_auditing = false;
  if (audited) return std::nullopt;
  const Error& error = audited.error();
  const bool is_wrong = error.code == Errc::unproven || error.code == Errc::corrupt;
  if (!is_wrong) {
    tell(log, {Severity::warning, "audit_not_possible", error.detail});
    return refuse(503, error.detail);
  }
  ++contradictions_;
  memory_.keep_refused(note);
  tell(log, {Severity::error, "audit_failed", error.detail});
  return refuse(422, error.detail);
}

WitnessAnswer Witness::Impl::cosign_and_remember(Log& log, const CheckpointNote& note) {
  const Instant now = std::chrono::floor<std::chrono::seconds>(clock_.now());
  const auto line = cosign(note.note, now, options_.key, options_.secret);
  if (!line) return refuse(503, line.error().detail);
  CheckpointNote cosigned = note;
  cosigned.note.signatures.push_back(*line);
  if (const auto kept = memory_.remember(log.hex, cosigned); !kept) {
    const std::string why = "the witness can't store the checkpoint: " + kept.error().detail;
    tell(log, {Severity::error, "checkpoint_not_kept", why});
    return refuse(503, why);
  }
  const std::size_t contradictions = memory_.settle_doubts(cosigned);
  log.newest = std::move(cosigned);
  if (const auto told = std::exchange(log.told, {}); !told.empty()) {
    journal_.info("cosigning_again", "the log's checkpoints are cosigned again",
                  {{"log", log.origin}});
  }
  if (contradictions > 0) {
    contradictions_ += contradictions;
    tell(log, {Severity::error, "log_contradicted",
               "a checkpoint that was doubted is of another history than the one cosigned now: the "
               "log has signed two histories"});
  }
  return {200, kText, crypto::encode_note_signatures(std::vector{*line})};
}

std::optional<std::string> Witness::Impl::checkpoint(std::string_view origin_hex) const {
  const auto log = logs_.find(origin_hex);
  if (log == logs_.end()) return std::nullopt;
  const std::lock_guard lock(log->second.mutex);
  if (!log->second.newest) return std::nullopt;
  return crypto::encode_note(log->second.newest->note);
}

std::vector<Witness::Seen> Witness::Impl::logs() const {
  std::vector<Seen> seen;
  for (const auto& [hex, log] : logs_) {
    const std::lock_guard lock(log.mutex);
    seen.push_back({log.origin, size_of(log.newest)});
  }
  return seen;
}

Result<std::unique_ptr<Witness>> Witness::open(Options options, const Clock& clock,
                                               Journal& journal) {
  if (options.key.type() != crypto::NoteKeyType::cosignature ||
      options.key.public_key() != options.secret.public_key()) {
    return failure(Errc::foreign, "a witness needs its own secret key, and cosigns with it");
  }
  for (const crypto::VerifierKey& log : options.logs) {
    if (log.type() == crypto::NoteKeyType::ed25519) continue;
    return failure(
        Errc::foreign,
        fmt::format("{} is a witness's key: give the log's key, with A after its second +",
                    log.text()));
  }
  LEDGER_TRY(WitnessMemory memory, WitnessMemory::open(options.state));
  auto impl = std::make_unique<Impl>(std::move(options), clock, journal, std::move(memory));
  LEDGER_CHECK(impl->load());
  return std::unique_ptr<Witness>(new Witness(std::move(impl)));
}

Witness::Witness(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Witness::~Witness() = default;
WitnessAnswer Witness::add_checkpoint(std::string_view body) { return impl_->add_checkpoint(body); }
std::optional<std::string> Witness::checkpoint(std::string_view origin_hex) const {
  return impl_->checkpoint(origin_hex);
}
const crypto::VerifierKey& Witness::key() const noexcept { return impl_->key(); }
Witness::Counters Witness::counters() const { return impl_->counters(); }
std::vector<Witness::Seen> Witness::logs() const { return impl_->logs(); }

}  // namespace pledgebook::ledger
