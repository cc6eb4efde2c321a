// SPDX-License-Identifier: Apache-2.0
// Merge patch (RFC 7396): how an amendment changes a pledge. Pure; any thread.
#pragma once

#include <boost/json/value.hpp>

namespace pledgebook::ledger {

// `target` with the patch applied: null removes a member; an array replaces an array as a whole.
[[nodiscard]] boost::json::value merge_patch(boost::json::value target,
                                             const boost::json::value& patch);

}  // namespace pledgebook::ledger
