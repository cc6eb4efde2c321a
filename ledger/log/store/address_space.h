// SPDX-License-Identifier: Apache-2.0
// The address space that each of our LMDB environments reserves when it is opened, if it may; it
// takes no memory and no disk. Never changed afterwards: a change while a reader is open ends in
// SIGBUS.
#pragma once

#include <cstddef>

namespace pledgebook::ledger {

// ThreadSanitizer has room for three maps of 1 TiB in a process, and some tests open more.
#ifdef __SANITIZE_THREAD__
inline constexpr std::size_t kMapBytes = std::size_t{1} << 36U;
#else
inline constexpr std::size_t kMapBytes = std::size_t{1} << 40U;
#endif

}  // namespace pledgebook::ledger
