// SPDX-License-Identifier: Apache-2.0
// DueFeeds: what a member owes and when, for calendars and feed readers: nobody needs to be asked
// by mail. All links are absolute (PageContext::site).
#pragma once

#include <string>
#include <string_view>

#include "ledger/error.h"
#include "projections/query/selection.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

inline constexpr std::string_view kCalendar = "text/calendar; charset=utf-8";

// Of the member named in the path, as iCalendar (RFC 5545): a day for each duty.
[[nodiscard]] ledger::Result<std::string> due_calendar(const PageContext& context);
// As Atom: an entry for each duty, from a month before its day on.
[[nodiscard]] ledger::Result<std::string> due_feed(const PageContext& context);

// For the page of a member, in its template: the first of the days, and the two addresses.
[[nodiscard]] ledger::Result<void> set_due_days(Fields& fields, const PageContext& context,
                                                const projections::Selection& selection,
                                                std::string_view member);

}  // namespace pledgebook::server
