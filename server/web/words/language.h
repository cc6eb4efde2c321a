// SPDX-License-Identifier: Apache-2.0
// Language: the six official languages of the United Nations, in which pages speak. What members
// wrote stays in their own.
//
// Threads: any.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pledgebook::server {

enum class Language : std::uint8_t { ar, zh, en, fr, ru, es };
inline constexpr std::array kLanguages{Language::ar, Language::zh, Language::en,
                                       Language::fr, Language::ru, Language::es};

// BCP 47: "fr".
[[nodiscard]] std::string_view tag(Language language) noexcept;
// In itself: "Français".
[[nodiscard]] std::string_view own_name(Language language) noexcept;
// "rtl" for Arabic, else "ltr".
[[nodiscard]] std::string_view direction(Language language) noexcept;
// ICU's locale, with Latin digits.
[[nodiscard]] const char* locale_of(Language language) noexcept;

[[nodiscard]] std::optional<Language> parse_language(std::string_view tag) noexcept;
// The language that an Accept-Language header likes best (RFC 9110, section 12.5.4), by the first
// part of each tag; English if it names none of ours.
[[nodiscard]] Language preferred_language(std::string_view accept_language) noexcept;

}  // namespace pledgebook::server
