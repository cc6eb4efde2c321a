// SPDX-License-Identifier: Apache-2.0
#include "projections/offline_views.h"

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "projections/fold/rebuild.h"
#include "projections/query/view_state.h"
#include "projections/query/views.h"

namespace pledgebook::projections {
namespace {

namespace fs = std::filesystem;
using ledger::Errc;
using ledger::Error;
using ledger::Result;
using ledger::Size;

Result<Views> look_at(const ledger::Store& log, Builder& builder) {
  return look(log, builder.store(), builder.background(), builder.position().background);
}

// Opens the views for reading only, without bringing them up to date.
Result<Views> look_at_current(const ledger::Store& log, const Generations& generations) {
  LEDGER_TRY(auto current, generations.open_current());
  return look(log, std::move(current), nullptr, 0);
}

Result<std::unique_ptr<Builder>> rebuild_beside(const ledger::Store& log,
                                                const Generations& generations, Size size,
                                                const Folding& folding) {
  LEDGER_TRY(auto builder, build_generation(log, generations, size, folding));
  LEDGER_CHECK(generations.use(*builder->store()));
  generations.remove_others(*builder->store());
  return builder;
}

// Views in a temporary directory, which is removed at once: they last as long as they are open.
Result<Views> build_elsewhere(const ledger::Store& log, const Folding& folding) {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "pledgebook-views-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) {
    return std::unexpected(Error{Errc::storage,
                                 "can't make a temporary directory for the read models: set TMPDIR "
                                 "to one with room for them"});
  }
  const auto builder = build_generation(log, Generations(name), log.size(), folding);
  fs::remove_all(name, error);
  if (!builder) return std::unexpected(builder.error());
  return look_at(log, **builder);
}

// The digests of a generation that was in use, after folding it up to `size`.
Result<Digests> digests_of_old(const ledger::Store& log, const Generations& generations,
                               std::uint64_t number, Size size, const Folding& folding) {
  LEDGER_TRY(auto store, generations.open_live(number));
  if (!store) return std::unexpected(Error{Errc::foreign, "there were no read models"});
  LEDGER_TRY(const auto builder, Builder::open(log, std::move(store), Builder::Pace::live));
  LEDGER_TRY(const bool fitting, fits(builder->position(), log));
  if (!fitting)
    return std::unexpected(Error{Errc::corrupt, "the read models belonged to another log"});
  LEDGER_CHECK(advance(log, *builder, size, folding));
  LEDGER_TRY(const auto views, look_at(log, *builder));
  return digests(views);
}

}  // namespace

Result<Views> open_views(const ledger::Store& store, const ledger::Progress& on_progress) {
  const Generations generations(store.directory());
  const auto lock = generations.lock();
  const Folding folding{.decoders = 2, .on_progress = on_progress, .stop = {}};
  const Size size = store.size();
  if (!lock) {
    auto views = look_at_current(store, generations);
    if (lock.error().code == Errc::busy || (views && views->size() == size)) return views;
    return build_elsewhere(store, folding);
  }
  LEDGER_TRY(auto opened, open_generation(store, generations));
  auto builder = std::move(opened.builder);
  if (is_far_behind(builder->position().size, size)) {
    LEDGER_TRY(builder, rebuild_beside(store, generations, size, folding));
  } else if (auto done = advance(store, *builder, size, folding); !done) {
    if (done.error().code != Errc::corrupt) return std::unexpected(std::move(done).error());
    LEDGER_TRY(builder, rebuild_beside(store, generations, size, folding));
  }
  return look_at(store, *builder);
}

Result<RebuiltViews> rebuild_views(const ledger::Store& store,
                                   const ledger::Progress& on_progress) {
  const Generations generations(store.directory());
  LEDGER_TRY(const auto lock, generations.lock());
  const Folding folding{.decoders = 2, .on_progress = on_progress, .stop = {}};
  const auto old = generations.current();
  LEDGER_TRY(const auto builder, build_generation(store, generations, store.size(), folding));
  LEDGER_CHECK(generations.use(*builder->store()));
  LEDGER_TRY(const auto views, look_at(store, *builder));
  RebuiltViews rebuilt;
  LEDGER_TRY(rebuilt.after, digests(views));
  if (old) {
    auto before = digests_of_old(store, generations, *old, views.size(),
                                 {.decoders = 2, .on_progress = {}, .stop = {}});
    if (before) {
      rebuilt.before = *std::move(before);
    } else if (before.error().code == Errc::foreign) {
      rebuilt.before = rebuilt.after;
    }
  } else {
    rebuilt.before = rebuilt.after;
  }
  generations.remove_others(*builder->store());
  return rebuilt;
}

}  // namespace pledgebook::projections
