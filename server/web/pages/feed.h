// SPDX-License-Identifier: Apache-2.0
// Feed: what was recorded lately of a pledge, also in the words of others, or in the streams of all
// pledges that filters select, as Atom (RFC 4287): one entry for each record, with the statement's
// id for its own, so that no reader shows it twice. All links are absolute (PageContext::site).
#pragma once

#include <string>

#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

inline constexpr std::string_view kAtom = "application/atom+xml; charset=utf-8";

// Of the pledges that the request's filters select.
[[nodiscard]] ledger::Result<std::string> feed_of_pledges(const PageContext& context);
// Of the pledge named in the path; Errc::not_found with the sentence if there is none.
[[nodiscard]] ledger::Result<std::string> feed_of_pledge(const PageContext& context);

// Of the messages about the pledges that the request's filters select, with their texts.
[[nodiscard]] ledger::Result<std::string> feed_of_messages(const PageContext& context);

// Where the feed of the pledges with this value is, and that of messages about them; they are about
// the present.
[[nodiscard]] std::string feed_address(const PageContext& context, projections::Facet facet,
                                       std::string_view value);
[[nodiscard]] std::string messages_feed_address(const PageContext& context,
                                                projections::Facet facet, std::string_view value);

}  // namespace pledgebook::server
