// SPDX-License-Identifier: Apache-2.0
// CurrentBody: what a pledge or a party's registration says now, where a command starts from it.
#pragma once

#include <boost/json/object.hpp>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "ledger/domain/values/stream.h"

namespace pledgebook::cli {

// The body that the stream's statements give together: of a party the last registration, of a
// pledge the last submission or revision with all amendments that have an effect. Not found if
// there is none.
[[nodiscard]] Outcome<boost::json::object> current_body(Book& book, const ledger::StreamId& stream);

}  // namespace pledgebook::cli
