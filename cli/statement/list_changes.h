// SPDX-License-Identifier: Apache-2.0
// ListChanges: items to add to a pledge's lists, and to remove from them. A merge patch can only
// replace a list as a whole, so the whole list is made from the one that the pledge has now.
#pragma once

#include <boost/json/object.hpp>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// In `changes`, "+countries" holds items to add and "-countries" the names of items to remove; both
// become "countries", the whole list. An item that is added replaces one of the same name. A usage
// failure if an item to remove is not there.
[[nodiscard]] Outcome<void> make_whole_lists(boost::json::object& changes,
                                             const boost::json::object& current);

}  // namespace pledgebook::cli
