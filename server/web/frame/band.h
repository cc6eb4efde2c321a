// SPDX-License-Identifier: Apache-2.0
// Band: the dark strip of every page with figures: which day they are of, by which clock, and what
// proves them. A plain form; a script adds the slider.
#pragma once

#include "server/web/frame/html.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] Html band_of(const PageContext& context, const projections::Standing& standing);

}  // namespace pledgebook::server
