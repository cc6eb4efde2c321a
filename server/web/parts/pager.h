// SPDX-License-Identifier: Apache-2.0
// Pager: what stands below a list that has pages: which of its rows these are, and the ways to the
// pages before and after; and what a page says that the list does not reach.
#pragma once

#include <cstddef>

#include "server/web/frame/html.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// The rows of a list that is always shown whole.
inline constexpr std::size_t kOnePage = 1;

// Below the rows of the query's page, of a list of `rows`.
[[nodiscard]] Html pager(const PageContext& context, std::size_t rows);
// In place of them, if the list of `rows` ends before the query's page: with the ways to its first
// page and its last. Else nothing; nor for a list without rows, which says itself why it is empty.
[[nodiscard]] Html beyond_end(const PageContext& context, std::size_t rows);

}  // namespace pledgebook::server
