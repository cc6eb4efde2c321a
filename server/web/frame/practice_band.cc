// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/practice_band.h"

#include <string>

#include "server/web/words/catalogue.h"

namespace pledgebook::server {

void set_practice(Fields& frame, const Address& address, const Practice& practice) {
  frame.add("practice")
      .set("reset", reset_words(address.language(), practice))
      .set("address", Address(address.language(), "practice").text());
}

std::string reset_words(Language language, const Practice& practice) {
  const Catalogue& words = Catalogue::of(language);
  if (practice.every == std::chrono::hours(24))
    return std::string(words.text("training.each_night"));
  return words.text("training.each_hours",
                    {{"hours", static_cast<std::int64_t>(practice.every.count())}});
}

}  // namespace pledgebook::server
