// SPDX-License-Identifier: Apache-2.0
// Sentence: short pieces of Html: a link, a name that a member wrote, and a message of the
// catalogue with such pieces in it. All text is escaped.
//
// Threads: any.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "server/web/frame/html.h"

namespace pledgebook::server {

[[nodiscard]] Html plain(std::string_view text);
[[nodiscard]] Html link(std::string_view address, const Html& content);
[[nodiscard]] Html link(std::string_view address, std::string_view text);
// Text in its own direction, whatever surrounds it.
[[nodiscard]] Html isolated(std::string_view text);

using Pieces = std::initializer_list<std::pair<std::string_view, Html>>;
// The message with the piece of each `{name}`; a name without a piece stays as it is. The message
// has no plurals.
[[nodiscard]] Html sentence(std::string_view message, Pieces pieces);

}  // namespace pledgebook::server
