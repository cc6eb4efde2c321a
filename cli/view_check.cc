// SPDX-License-Identifier: Apache-2.0
#include "cli/view_check.h"

#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/progress.h"
#include "cli/table.h"
#include "projections/generations.h"
#include "projections/rebuild.h"
#include "projections/view_state.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigestShown = 16;

// A directory of its own that is gone afterwards.
class TemporaryDirectory {
 public:
  [[nodiscard]] static Outcome<TemporaryDirectory> make() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "pledgebook-views-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr) {
      return unavailable(
          "a temporary directory can't be made: set TMPDIR to one with room for the "
          "views");
    }
    return TemporaryDirectory(std::move(name));
  }
  TemporaryDirectory(TemporaryDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;
  ~TemporaryDirectory() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  explicit TemporaryDirectory(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

}  // namespace

bool ViewCheck::equal() const { return std::ranges::all_of(rows, &Row::equal); }

ViewCheck compare(const projections::Digests& live, const projections::Digests& fresh) {
  ViewCheck check;
  for (const projections::DigestOfView& each : fresh) {
    const auto found = std::ranges::find(live, each.view, &projections::DigestOfView::view);
    check.rows.push_back({found == live.end() ? projections::DigestOfView{} : *found, each});
  }
  return check;
}

Outcome<ViewCheck> check_views(const ledger::Store& store) {
  LEDGER_TRY(const TemporaryDirectory temporary, TemporaryDirectory::make());
  LEDGER_TRY(const auto live, outcome(projections::open_views(store, {})));
  LEDGER_TRY(const auto live_digests, outcome(projections::digests(live)));
  Progress progress(stderr, Progress::Show::bar_or_lines, "making views", "records",
                    ledger::number(live.size()));
  const projections::Folding folding{.decoders = 2,
                                     .on_progress =
                                         [&](ledger::Size done, ledger::Size) {
                                           progress.update(ledger::number(done),
                                                           ledger::number(done));
                                         },
                                     .stop = {}};
  const projections::Generations generations(temporary.path());
  LEDGER_TRY(const auto lock, outcome(generations.lock()));
  LEDGER_TRY(const auto builder,
             outcome(projections::build_generation(store, generations, live.size(), folding)));
  LEDGER_TRY(const auto fresh, outcome(projections::look(store, builder->store(), nullptr, 0)));
  LEDGER_TRY(const auto fresh_digests, outcome(projections::digests(fresh)));
  return compare(live_digests, fresh_digests);
}

boost::json::array to_json(const ViewCheck& check) {
  boost::json::array rows;
  for (const ViewCheck::Row& row : check.rows) {
    rows.push_back({{"view", row.fresh.view},
                    {"version", row.fresh.version},
                    {"size", ledger::number(row.fresh.size)},
                    {"digest", row.live.digest.hex()},
                    {"fresh", row.fresh.digest.hex()},
                    {"equal", row.equal()}});
  }
  return rows;
}

std::string view_check_text(const ViewCheck& check, const Terminal& terminal) {
  Table table({{"view"}, {"records", Align::right}, {"in use"}, {"made anew"}, {"equal"}});
  for (const ViewCheck::Row& row : check.rows) {
    table.add({row.fresh.view, with_separators(ledger::number(row.fresh.size)),
               row.live.digest.hex().substr(0, kDigestShown),
               row.fresh.digest.hex().substr(0, kDigestShown), row.equal() ? "yes" : "NO"});
  }
  return table.text(terminal);
}

}  // namespace pledgebook::cli
