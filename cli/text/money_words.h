// SPDX-License-Identifier: Apache-2.0
// MoneyWords: an amount of money for people: "EUR 1,250.50", always with the decimals of its
// currency, and in words, so that a slipped comma or zero is seen before anything is signed.
#pragma once

#include <string>
#include <string_view>

namespace pledgebook::cli {

// "EUR 1,250.50", "JPY 1,250", "KWD 1,250.500": the currency's minor unit, and more decimals only
// if they are no zeros. Of text that is no amount: the currency, a blank and the text as it is.
[[nodiscard]] std::string money_text(std::string_view amount, std::string_view currency);

// "one thousand two hundred fifty euro and 50 cents"; "one dinar and 250 thousandths". Empty if the
// text is no amount of a currency of ISO 4217.
[[nodiscard]] std::string money_words(std::string_view amount, std::string_view currency);

}  // namespace pledgebook::cli
