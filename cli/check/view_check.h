// SPDX-License-Identifier: Apache-2.0
// ViewCheck: whether the read models in use equal those rebuilt from the log.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "cli/shell/outcome.h"
#include "cli/shell/terminal.h"
#include "ledger/log/store/store.h"
#include "projections/views/digest.h"

namespace pledgebook::cli {

struct ViewCheck {
  struct Row {
    projections::DigestOfView live;
    projections::DigestOfView fresh;
    [[nodiscard]] bool equal() const { return live == fresh; }
  };
  std::vector<Row> rows;  // in the order of the views' names

  [[nodiscard]] bool equal() const;
};

[[nodiscard]] ViewCheck compare(const projections::Digests& live,
                                const projections::Digests& fresh);

// The digests of the views in use, and of views rebuilt from the first `size` records in a
// temporary directory.
[[nodiscard]] Outcome<projections::Digests> digests_in_use(const ledger::Store& store);
[[nodiscard]] Outcome<projections::Digests> digests_made_anew(const ledger::Store& store,
                                                              ledger::Size size);
// The size of the log that the views are made from; it is the same for all of a ledger's views.
[[nodiscard]] ledger::Size size_of(const projections::Digests& digests) noexcept;

// Rebuilds the views in a temporary directory, to the same size as those in use, and compares. The
// views in use are not changed; a server may use them meanwhile.
[[nodiscard]] Outcome<ViewCheck> check_views(const ledger::Store& store);

// [{"view", "version", "size", "digest", "fresh", "equal"}]
[[nodiscard]] boost::json::array to_json(const ViewCheck& check);
[[nodiscard]] std::string view_check_text(const ViewCheck& check, const Terminal& terminal);

}  // namespace pledgebook::cli
