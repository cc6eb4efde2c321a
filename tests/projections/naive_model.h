// SPDX-License-Identifier: Apache-2.0
// The answers of domain.md computed the slow way, for comparison: every statement is folded again
// for each question, nothing is stored, and rates, disputes and overlaps are searched linearly. Of
// a query, `recorded` and `stated` count.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>
#include <string>

#include "projections/query/query.h"
#include "tests/projections/naive_world.h"

namespace pledgebook::projections {

using naive::Statements;

// The "rows" of `commitments`, each without `member_name`, and the totals as a last row without a
// member.
[[nodiscard]] boost::json::array naive_commitments(const Statements& statements, const Query& query,
                                                   ledger::Date today);

// By country, what is apportioned to it of each of the four amounts, in its currencies, as
// "apportioned" of a row of `countries`; under "" the same of "unallocated".
[[nodiscard]] boost::json::object naive_shares(const Statements& statements, const Query& query);

// The "observations" of an objective.
[[nodiscard]] boost::json::array naive_observations(const Statements& statements,
                                                    const Query& query,
                                                    const std::string& objective);

// Of the attestations of a pledge: {"sid", "withdrawn": sid or null}; of its messages: {"sid"}.
[[nodiscard]] boost::json::array naive_attestations(const Statements& statements,
                                                    const Query& query, const std::string& pledge);
[[nodiscard]] boost::json::array naive_messages(const Statements& statements, const Query& query,
                                                const std::string& pledge);

// The same of several pledges, newest first: of attestations {"sid", "pledge", "withdrawn"}; of
// messages {"sid", "pledge", "answers"}.
[[nodiscard]] boost::json::array naive_talk_of(const Statements& statements, const Query& query,
                                               const std::set<ledger::PledgeId>& pledges,
                                               const std::string& sort);

}  // namespace pledgebook::projections
