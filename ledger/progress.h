// SPDX-License-Identifier: Apache-2.0
// Progress: how much of a long read of the log is done.
#pragma once

#include <functional>

#include "ledger/domain/values/id.h"

namespace pledgebook::ledger {

// Called with the number of records done and their total. May be empty. Called on the working
// thread.
using Progress = std::function<void(Size done, Size total)>;

}  // namespace pledgebook::ledger
