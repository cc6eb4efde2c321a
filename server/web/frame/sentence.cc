// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/sentence.h"

#include <algorithm>
#include <string>

namespace pledgebook::server {
Html plain(std::string_view text) { return rendered(escape_html(text)); }

Html link(std::string_view address, const Html& content) {
  return rendered("<a href=\"" + escape_html(address) + "\">" + content.text() + "</a>");
}
Html link(std::string_view address, std::string_view text) { return link(address, plain(text)); }

Html isolated(std::string_view text) {
  return rendered("<bdi dir=\"auto\">" + escape_html(text) + "</bdi>");
}

Html sentence(std::string_view message, Pieces pieces) {
  Html html;
  while (!message.empty()) {
    const std::size_t open = message.find('{');
    html += plain(message.substr(0, open));
    if (open == std::string_view::npos) break;
    message.remove_prefix(open);
    const std::size_t close = std::min(message.find('}'), message.size() - 1);
    const std::string_view name = message.substr(1, close - 1);
    const auto* const piece =
        std::ranges::find(pieces, name, &std::pair<std::string_view, Html>::first);
    html += piece == pieces.end() ? plain(message.substr(0, close + 1)) : piece->second;
    message.remove_prefix(close + 1);
  }
  return html;
}

}  // namespace pledgebook::server
