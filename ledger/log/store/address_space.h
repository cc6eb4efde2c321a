// SPDX-License-Identifier: Apache-2.0
// How much address space an LMDB environment of ours reserves when it is opened: no memory and no
// disk. Never changed afterwards, since a change under a live reader ends in SIGBUS.
#pragma once

#include <cstddef>

namespace pledgebook::ledger {

// ThreadSanitizer leaves room for three maps of 1 TiB in a process, and some tests open more.
#ifdef __SANITIZE_THREAD__
inline constexpr std::size_t kMapBytes = std::size_t{1} << 36U;
#else
inline constexpr std::size_t kMapBytes = std::size_t{1} << 40U;
#endif

}  // namespace pledgebook::ledger
