// SPDX-License-Identifier: Apache-2.0
// Compares the answers of views with those of the naive model, for one query's moment.
#pragma once

#include "projections/query/views.h"
#include "tests/projections/naive_model.h"

namespace pledgebook::projections {

// Status of commitments, with totals.
void expect_model_commitments(const Views& views, const Statements& statements, const Query& query,
                              ledger::Date today);
// The same, shares by country, observations, and what is said about each pledge.
void expect_model_answers(const Views& views, const Statements& statements, const Query& query,
                          ledger::Date today);

}  // namespace pledgebook::projections
