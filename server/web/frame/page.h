// SPDX-License-Identifier: Apache-2.0
// Page: what all pages share: the question that a request asks, and the frame around the answer:
// title bar, the band that says when, what proves the page, and the foot.
//
// Threads: a PageContext is one request's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "projections/query/selection.h"
#include "server/routes/services.h"
#include "server/web/frame/address.h"
#include "server/web/frame/html.h"
#include "server/web/frame/ledger_life.h"
#include "server/web/words/catalogue.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {

// A request for a page, checked, and a snapshot that answers it.
struct PageContext {
  const Services& services;
  const Request& request;
  Address address;
  projections::Query query;
  projections::Views views;
  ledger::RecordedAt now{};
  ledger::Date today{};  // that of `now`
  ledger::ReleasedPointer released;
  // Before an address, for readers who take it elsewhere: "https://pledges.example.org"; "" if
  // nobody has said where the server is.
  std::string site;
  std::optional<Life> life;  // nothing for an empty ledger

  [[nodiscard]] Language language() const noexcept { return address.language(); }
  [[nodiscard]] const Catalogue& words() const { return Catalogue::of(language()); }
  [[nodiscard]] Figures figures() const noexcept { return Figures(language()); }
};

struct PageFile {
  std::string label;
  std::string address;
};

struct Page {
  std::string title;
  std::string_view nav = {};  // the entry of the title bar that it belongs to: "pledges"
  Html body = {};
  // Of a page with figures: the band and the box "about these figures" are shown.
  std::optional<projections::Standing> standing = {};
  std::vector<std::string_view> assets = {};  // styles and scripts besides those of every page
  std::vector<PageFile> files = {};           // what is shown, to download
  std::string feed = {};                      // the address of its Atom feed, if it has one
  unsigned status = 200;
};

// The page of the checkpoint of that size.
[[nodiscard]] std::string checkpoint_address(const PageContext& context, ledger::Size size);

// A page that says what is wrong with the request and what to do.
struct PageRefusal {
  unsigned status = 404;
  std::string sentence;  // in the page's language where we have it
  std::string remedy = {};
  std::string reference = {};  // to the journal, of a failure of the server
};

// The ETag of a page: another build of the program has other pages, and other addresses of what
// they load; a feed has the site's address.
[[nodiscard]] std::string page_etag(const PageContext& context);

// What every page may load and do: nothing from another host, no inline script or style.
inline constexpr std::string_view kPagePolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
inline constexpr std::string_view kHtml = "text/html; charset=utf-8";

}  // namespace pledgebook::server
