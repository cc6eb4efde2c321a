// SPDX-License-Identifier: Apache-2.0
// Progress: how far long work over the log has come, for whoever shows it.
#pragma once

#include <functional>

#include "ledger/domain/values/id.h"

namespace pledgebook::ledger {

// Told how many records are done, and of how many. May be empty. Called on the working thread.
using Progress = std::function<void(Size done, Size total)>;

}  // namespace pledgebook::ledger
