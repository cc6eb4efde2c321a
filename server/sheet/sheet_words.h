// SPDX-License-Identifier: Apache-2.0
// SheetWords: what headings and cells mean, in the six languages of the United Nations: fields,
// sectors, types, focus areas and countries, by the words that people write (sheet_words.json,
// which make_words.py makes). Case, marks and signs do not count.
//
// Threads: any; the tables live as long as the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sheet/mapping.h"

namespace pledgebook::server {

// A text without case, marks and signs: what is compared.
[[nodiscard]] std::string compared(std::string_view text);

[[nodiscard]] std::optional<SheetField> field_of_heading(std::string_view heading);

// The id that a cell of this field means: "government", "financial", "access", "SEN"; of countries
// "*" for the world. Nothing for a word that is not known, or a field without words.
[[nodiscard]] std::optional<std::string> meaning_of(SheetField field, std::string_view cell);

// A part of an id: "Acme & Söhne" gives "acme-sohne"; "" where no letter is Latin.
[[nodiscard]] std::string id_of_name(std::string_view name);

}  // namespace pledgebook::server
