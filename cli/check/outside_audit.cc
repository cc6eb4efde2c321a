// SPDX-License-Identifier: Apache-2.0
#include "cli/check/outside_audit.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "cli/book/directory_book.h"
#include "cli/check/checkpoint_file.h"
#include "cli/check/remote_log.h"
#include "cli/check/view_check.h"
#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "cli/shell/temporary_directory.h"
#include "crypto/base64.h"
#include "ledger/proof/follow/directory_source.h"
#include "ledger/proof/follow/follower.h"
#include "ledger/proof/follow/tile_source.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ledger::Followed;
using ledger::ValuedPledge;

// Of a copy that is gone afterwards, what shows a fault to others must stay.
constexpr std::string_view kEvidenceDirectory = "./pledgebook-evidence";
// For a checkpoint that covers what the server's views were made of.
constexpr int kRoundsMax = 8;
constexpr std::chrono::milliseconds kRoundEvery{1'000};

// Where the log is read, and what its keeper says of its views.
struct Subject {
  std::unique_ptr<RemoteLog> remote;
  std::unique_ptr<ledger::Store> store;
  std::unique_ptr<ledger::LogSource> source;

  [[nodiscard]] Outcome<projections::Digests> digests() const {
    return remote ? remote->digests() : digests_in_use(*store);
  }
};

// "localhost:8080", and no such directory.
bool looks_like_server(const std::string& against) {
  std::error_code error;
  const std::size_t colon = against.rfind(':');
  return !fs::exists(against, error) && colon != std::string::npos && colon + 1 < against.size() &&
         against.find_first_not_of("0123456789", colon + 1) == std::string::npos;
}

Outcome<Subject> open_subject(const std::string& against, server::ClientOptions access) {
  Subject subject;
  if (is_url(against)) {
    LEDGER_TRY(subject.remote, RemoteLog::open(against, std::move(access)));
    subject.source =
        std::make_unique<ledger::TileSource>(subject.remote->name(), subject.remote->fetch());
  } else if (looks_like_server(against)) {
    return usage(fmt::format("there is no directory {}; a server is named with its scheme: {}",
                             against, server::ServerAddress::parse(against).error()));
  } else {
    LEDGER_TRY(subject.store, open_store(against));
    subject.source = std::make_unique<ledger::DirectorySource>(*subject.store);
  }
  return subject;
}

// The views rebuilt from the copy, and the digests that the operator serves.
struct ViewsVerdict {
  std::optional<ViewCheck> check;  // of the views that both know in the same version
  std::string why_not;             // they were not compared
};

json::value checkpoint_json(const ledger::Checkpoint& checkpoint) {
  return json::object{{"origin", checkpoint.origin},
                      {"size", ledger::number(checkpoint.size)},
                      {"root", crypto::to_base64(checkpoint.root.bytes)}};
}

std::string_view word_of(ValuedPledge standing) {
  switch (standing) {
    case ValuedPledge::current:
      return "current";
    case ValuedPledge::behind:
      return "behind";
    case ValuedPledge::forked:
      return "forked";
    case ValuedPledge::broken:
      return "broken";
  }
  return {};
}

void print_json(const OutsideAudit& wanted, const Followed& followed, const ViewsVerdict& views) {
  json::object object{
      {"against", wanted.against},
      {"standing", word_of(followed.standing)},
      {"log_key", followed.log_key.text()},
      {"key_on_trust", followed.is_key_on_trust},
      {"size", ledger::number(followed.now)},
      {"new_records", ledger::number(followed.now) - ledger::number(followed.before)},
      {"checkpoint", checkpoint_json(followed.served.checkpoint)},
      {"earlier", nullptr},
      {"differs", nullptr},
      {"finding", nullptr}};
  if (followed.earlier) object["earlier"] = checkpoint_json(followed.earlier->checkpoint);
  if (followed.differs) object["differs"] = ledger::number(*followed.differs);
  if (followed.finding) {
    json::object finding{{"index", nullptr}, {"reason", followed.finding->reason}};
    if (followed.finding->index) finding["index"] = ledger::number(*followed.finding->index);
    object["finding"] = std::move(finding);
  }
  json::array evidence;
  for (const fs::path& path : followed.evidence) evidence.emplace_back(path.string());
  object["evidence"] = std::move(evidence);
  object["views"] = views.check ? json::value(to_json(*views.check)) : json::value();
  if (!views.check) object["views_not_compared"] = views.why_not;
  object["good"] = followed.standing == ValuedPledge::current && (!views.check || views.check->equal());
  fmt::print("{}\n", json::serialize(object));
}

void print_text(const OutsideAudit& wanted, const Followed& followed, const ViewsVerdict& views) {
  const ledger::Checkpoint& checkpoint = followed.served.checkpoint;
  if (followed.standing == ValuedPledge::current) {
    fmt::print("{} records, {} of them new: chain, tree, streams, signatures, rights and rules\n",
               with_separators(ledger::number(followed.now)),
               with_separators(ledger::number(followed.now) - ledger::number(followed.before)));
  }
  fmt::print("checkpoint  {} records, root {}\n", with_separators(ledger::number(checkpoint.size)),
             crypto::to_base64(checkpoint.root.bytes));
  fmt::print("signed by   {}\n", one_line(followed.log_key.text()));
  if (followed.is_key_on_trust) {
    fmt::print(
        "            this key was taken from the log itself: compare it with the key that its "
        "operator has published elsewhere, and give it with --log-key\n");
  }
  if (followed.standing != ValuedPledge::current) return;
  if (views.check && views.check->equal()) {
    fmt::print("views       {} rebuilt from {} records, equal to those that are served\n",
               views.check->rows.size(),
               with_separators(ledger::number(views.check->rows.front().fresh.size)));
  } else if (views.check) {
    fmt::print("{}", view_check_text(*views.check, terminal_of(stdout)));
  } else {
    fmt::print("views       not compared: {}\n", one_line(views.why_not));
  }
  if (wanted.copy) fmt::print("copy        {}\n", *wanted.copy);
}

std::string files_text(const std::vector<fs::path>& paths) {
  std::string text;
  for (const fs::path& path : paths) text += (text.empty() ? "" : ", ") + path.string();
  return text;
}

Failure failure_of(const Followed& followed) {
  const std::uint64_t size = ledger::number(followed.served.checkpoint.size);
  const std::uint64_t earlier =
      followed.earlier ? ledger::number(followed.earlier->checkpoint.size) : 0;
  if (followed.standing == ValuedPledge::behind) {
    return {ExitStatus::no,
            fmt::format("the served checkpoint has {} records, but one of {} was seen before: a "
                        "cache is stale, or the ledger was restored from an older copy; try again "
                        "in a moment, then ask its operator",
                        size, earlier)};
  }
  if (followed.standing == ValuedPledge::broken) {
    const auto& finding = *followed.finding;
    return {ExitStatus::no,
            fmt::format(
                "the ledger breaks its rules, although its key has signed it: {}{}; evidence: {}",
                finding.index ? fmt::format("record {}: ", ledger::number(*finding.index))
                              : std::string(),
                finding.reason, files_text(followed.evidence))};
  }
  const std::string where = followed.differs ? fmt::format("they differ from record {} on",
                                                           ledger::number(*followed.differs))
                                             : std::string("no tree holds both");
  return {ExitStatus::no,
          fmt::format("fork: the log's key has signed two histories, with {} and {} records: {}; "
                      "keep this evidence, and show it to others: {}",
                      earlier, size, where, files_text(followed.evidence))};
}

ViewsVerdict not_compared(std::string why) { return {std::nullopt, std::move(why)}; }

Outcome<ViewsVerdict> compare_views(const projections::Digests& stated,
                                    const ledger::Replica& replica) {
  LEDGER_TRY(const auto fresh, digests_made_anew(replica.store(), size_of(stated)));
  ViewCheck check = compare(stated, fresh);
  std::erase_if(check.rows,
                [](const ViewCheck::Row& row) { return row.live.version != row.fresh.version; });
  if (check.rows.empty()) return not_compared("they were made by another version of this program");
  return ViewsVerdict{std::move(check), {}};
}

// Follows until the copy covers what the keeper's views were made of, which a checkpoint does in a
// moment, and compares.
Outcome<ViewsVerdict> judge_views(const Subject& subject, ledger::Follower& follower,
                                  const ledger::Replica& replica, Followed& followed) {
  const auto stated = subject.digests();
  if (!stated) return not_compared(stated.error().sentence);
  for (int round = 0; replica.size() < size_of(*stated); ++round) {
    if (round == kRoundsMax) return not_compared("no checkpoint covered their position: try again");
    std::this_thread::sleep_for(kRoundEvery);
    const ledger::Size before = followed.before;
    LEDGER_TRY(followed, outcome(follower.follow()));
    followed.before = before;
    if (followed.standing != ValuedPledge::current) return ViewsVerdict{};
  }
  return compare_views(*stated, replica);
}

Outcome<ledger::Follower::Options> follower_options(const OutsideAudit& wanted) {
  ledger::Follower::Options options;
  if (wanted.log_key) {
    auto key = crypto::VerifierKey::parse(*wanted.log_key);
    if (!key) return usage(fmt::format("--log-key {}: {}", *wanted.log_key, key.error()));
    options.log_key = *std::move(key);
  }
  if (wanted.since) {
    LEDGER_TRY(options.since, read_checkpoint_file(*wanted.since));
  }
  if (!wanted.copy) options.evidence_directory = kEvidenceDirectory;
  return options;
}

}  // namespace

Outcome<void> run_outside_audit(const OutsideAudit& wanted, server::ClientOptions access) {
  LEDGER_TRY(auto options, follower_options(wanted));
  LEDGER_TRY(const Subject subject, open_subject(wanted.against, std::move(access)));
  LEDGER_TRY(const TemporaryDirectory temporary, TemporaryDirectory::make());
  const fs::path copy = wanted.copy ? fs::path(*wanted.copy) : temporary.path() / "copy";
  auto opened = ledger::Replica::open(copy, {});
  if (!opened && opened.error().code == ledger::Errc::busy) {
    return unavailable(
        fmt::format("another program is writing to the copy in {}: wait for it, or "
                    "name another directory with --copy",
                    copy.string()));
  }
  LEDGER_TRY(const auto replica, outcome(std::move(opened)));
  std::optional<Progress> progress;
  options.on_progress = [&progress](ledger::Size done, ledger::Size total) {
    if (!progress) {
      progress.emplace(stderr, Progress::Show::bar_or_lines, "copying", "records",
                       ledger::number(total));
    }
    progress->update(ledger::number(done), ledger::number(done));
  };
  ledger::Follower follower(*subject.source, *replica, std::move(options));
  LEDGER_TRY(Followed followed, outcome(follower.follow()));
  progress.reset();
  ViewsVerdict views;
  if (followed.standing == ValuedPledge::current) {
    LEDGER_TRY(views, judge_views(subject, follower, *replica, followed));
    progress.reset();
  }
  if (wanted.json) {
    print_json(wanted, followed, views);
  } else {
    print_text(wanted, followed, views);
  }
  if (followed.standing != ValuedPledge::current) return std::unexpected(failure_of(followed));
  if (views.check && !views.check->equal()) {
    return no(
        "a view differs from the records, so the served figures are wrong: ask the ledger's "
        "operator to run `pledgebook rebuild`");
  }
  return {};
}

}  // namespace pledgebook::cli
