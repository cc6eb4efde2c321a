// SPDX-License-Identifier: Apache-2.0
// JsonMutator: changes JSON so that it stays JSON. Other changes would be refused at the first
// wrong byte, and the code behind the JSON parser would never run. In base64, the decoded bytes are
// changed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pledgebook::fuzz {

// The text with one of its values changed, moved, repeated or left out. If the text is not JSON,
// some bytes are changed. At most `size_max` bytes; `seed` and libFuzzer's own mutator decide.
[[nodiscard]] std::string mutated_json(std::string_view text, std::size_t size_max, unsigned seed);

// The same, but one in four is changed as bytes.
[[nodiscard]] std::string mutated_mostly_json(std::string_view text, std::size_t size_max,
                                              unsigned seed);

// By libFuzzer's own mutator: any bytes, at most `size_max`.
[[nodiscard]] std::string mutated_bytes(std::string_view bytes, std::size_t size_max);

// Copies at most `size_max` bytes to libFuzzer's buffer, and returns how many.
[[nodiscard]] std::size_t put(std::string_view bytes, unsigned char* data, std::size_t size_max);

}  // namespace pledgebook::fuzz
