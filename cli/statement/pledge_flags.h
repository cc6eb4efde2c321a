// SPDX-License-Identifier: Apache-2.0
// PledgeFlags: the options for the members of a pledge's body, shared by the commands that submit,
// revise and amend one.
#pragma once

#include <span>

#include "cli/statement/body_flags.h"

namespace pledgebook::cli {

// The pledge's own description.
[[nodiscard]] std::span<const BodyFlag> pledge_flags();
// "--add-country", "--remove-country" and the like, for amendments: list_changes.h.
[[nodiscard]] std::span<const BodyFlag> list_flags();
// "--on-behalf-of" and "--source".
[[nodiscard]] std::span<const BodyFlag> behalf_flags();

}  // namespace pledgebook::cli
