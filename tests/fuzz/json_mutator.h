// SPDX-License-Identifier: Apache-2.0
// JsonMutator: changes JSON so that it stays JSON, for parsers that refuse anything else at its
// first wrong byte and would never be seen beyond. Base64 in it is changed in what it stands for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pledgebook::fuzz {

// The text with one of its values changed, moved, repeated or left out. Text that is no JSON comes
// back with some bytes changed. At most `size_max` bytes; the choice follows from `seed` and from
// libFuzzer's own.
[[nodiscard]] std::string mutated_json(std::string_view text, std::size_t size_max, unsigned seed);

// The same, but for one in four, which are changed as bytes.
[[nodiscard]] std::string mutated_mostly_json(std::string_view text, std::size_t size_max,
                                              unsigned seed);

// By libFuzzer's own means: any bytes, at most `size_max`.
[[nodiscard]] std::string mutated_bytes(std::string_view bytes, std::size_t size_max);

// Copies at most `size_max` bytes to where libFuzzer takes them from, and says how many.
[[nodiscard]] std::size_t put(std::string_view bytes, unsigned char* data, std::size_t size_max);

}  // namespace pledgebook::fuzz
