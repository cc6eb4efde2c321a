// SPDX-License-Identifier: Apache-2.0
#include "cli/check/view_check.h"

#include <algorithm>
#include <utility>

#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "cli/shell/temporary_directory.h"
#include "projections/fold/rebuild.h"
#include "projections/query/view_state.h"
#include "projections/store/generations.h"

namespace pledgebook::cli {
namespace {

constexpr std::size_t kDigestShown = 16;

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

Outcome<projections::Digests> digests_made_anew(const ledger::Store& store, ledger::Size size) {
  LEDGER_TRY(const TemporaryDirectory temporary, TemporaryDirectory::make());
  Progress progress(stderr, Progress::Show::bar_or_lines, "rebuilding views", "records",
                    ledger::number(size));
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
             outcome(projections::build_generation(store, generations, size, folding)));
  LEDGER_TRY(const auto fresh, outcome(projections::look(store, builder->store(), nullptr, 0)));
  return outcome(projections::digests(fresh));
}

Outcome<projections::Digests> digests_in_use(const ledger::Store& store) {
  LEDGER_TRY(const auto live, outcome(projections::open_views(store, {})));
  return outcome(projections::digests(live));
}

Outcome<ViewCheck> check_views(const ledger::Store& store) {
  LEDGER_TRY(const auto live, digests_in_use(store));
  LEDGER_TRY(const auto fresh, digests_made_anew(store, size_of(live)));
  return compare(live, fresh);
}

ledger::Size size_of(const projections::Digests& digests) noexcept {
  return digests.empty() ? ledger::Size{} : digests.front().size;
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
  Table table({{"view"}, {"records", Align::right}, {"in use"}, {"rebuilt"}, {"equal"}});
  for (const ViewCheck::Row& row : check.rows) {
    table.add({row.fresh.view, with_separators(ledger::number(row.fresh.size)),
               row.live.digest.hex().substr(0, kDigestShown),
               row.fresh.digest.hex().substr(0, kDigestShown), row.equal() ? "yes" : "NO"});
  }
  return table.text(terminal);
}

}  // namespace pledgebook::cli
