// SPDX-License-Identifier: Apache-2.0
// PracticeBand: what every page of a ledger for practice says, above all else and in its title.
#pragma once

#include "server/routes/practice.h"
#include "server/web/frame/address.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

// Adds the band to the frame of a page.
void set_practice(Fields& frame, const Address& address, const Practice& practice);

// "Everything is reset each night, at 00:00 UTC."
[[nodiscard]] std::string reset_words(Language language, const Practice& practice);

}  // namespace pledgebook::server
