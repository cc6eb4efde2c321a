// SPDX-License-Identifier: Apache-2.0
// pledgebook rebuild: rebuilds the read models beside those in use, and replaces those.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/book/directory_book.h"
#include "cli/check/view_check.h"
#include "cli/commands/commands.h"
#include "cli/shell/progress.h"
#include "projections/offline_views.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::optional<std::string> view;
  bool json = false;
};

// One pass rebuilds all views, so a single view is only picked for showing.
Outcome<void> keep_only(const std::string& view, ViewCheck& check) {
  std::string names;
  for (const ViewCheck::Row& row : check.rows) {
    names += (names.empty() ? "" : ", ") + row.fresh.view;
  }
  std::erase_if(check.rows, [&](const ViewCheck::Row& row) { return row.fresh.view != view; });
  if (!check.rows.empty()) return {};
  return usage(fmt::format("unknown view {}: the views are {}", view, names));
}

Failure explain(const ledger::Error& error) {
  Failure failure = failure_of(error);
  if (error.code == ledger::Errc::busy) {
    failure.sentence =
        "a server is using the views: stop it first; a server also rebuilds damaged views by "
        "itself";
  }
  return failure;
}

Outcome<ViewCheck> rebuild(const ledger::Store& store) {
  Progress progress(stderr, Progress::Show::bar_or_lines, "rebuilding views", "records",
                    ledger::number(store.size()));
  const auto rebuilt = projections::rebuild_views(store, [&](ledger::Size done, ledger::Size) {
    progress.update(ledger::number(done), ledger::number(done));
  });
  if (!rebuilt) return std::unexpected(explain(rebuilt.error()));
  return compare(rebuilt->before, rebuilt->after);
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const std::string directory, place.directory());
  LEDGER_TRY(const auto store, open_store(directory));
  LEDGER_TRY(ViewCheck check, rebuild(*store));
  if (options.view) LEDGER_CHECK(keep_only(*options.view, check));
  if (options.json) {
    fmt::print("{}\n",
               json::serialize(json::object{{"views", to_json(check)}, {"equal", check.equal()}}));
  } else {
    fmt::print("{}", view_check_text(check, terminal_of(stdout)));
  }
  if (check.equal()) return {};
  return no("the views in use differed from the records; they were replaced by the rebuilt ones");
}

}  // namespace

void define_rebuild(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("rebuild", "rebuild the views and compare them with those in use")
      .about(
          "Views are derived from the records and can be deleted at any time. The rebuilt views "
          "always replace those in use. Exit status 1: those in use differed from the records.")
      .option(options->view,
              {.names = "view",
               .value = "VIEW",
               .description = "compare only this view; all are rebuilt (default: all)"})
      .flag(options->json, "--json", "print the digests as JSON")
      .example("pledgebook rebuild", "rebuild the views of ./pledgebook-data")
      .example("pledgebook rebuild commitments", "compare only the view commitments")
      .example("pledgebook rebuild --ledger ./register --json", "of another ledger; print JSON")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
