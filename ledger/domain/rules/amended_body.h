// SPDX-License-Identifier: Apache-2.0
// A pledge's body as an amendment changes it, by a JSON merge patch (RFC 7396).
#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "ledger/domain/kinds/pledge.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

// The body of a pledge after an amendment, or a refusal if the merge patch does not give a valid
// body.
[[nodiscard]] Admitted<PledgeBody> amended_body(const PledgeBody& body,
                                                const boost::json::object& changes);

// Whether both are the same money; an estimate is no other money.
[[nodiscard]] bool is_same_value(const std::optional<PledgeValue>& a,
                                 const std::optional<PledgeValue>& b) noexcept;
// Whether the amendment is a correction of the value or its currency, which a reviewer must accept
// before it has an effect.
[[nodiscard]] bool proposes_value(const PledgeBody& body, const PledgeAmended& amendment);

}  // namespace pledgebook::ledger
