// SPDX-License-Identifier: Apache-2.0
// How fast an export is written and verified: the pledges of a focus area with their reports, of
// all members, and all records that they depend on; with a proof for each record.
#pragma once

#include "ledger/log/store/store.h"
#include "tests/bench/figures.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

// For a store whose newest checkpoint was published. Rows, and their ceilings:
//
//   what exports share   the heads map, read and hashed once a checkpoint for all exports of it
//   export               planned and written, on one core. Ceiling "read and hash": the same
//                        records read at their places, and hashed
//   verify               as `pledgebook verify` does, on all cores. Ceiling "verify and hashes": an
//                        Ed25519 verification a record and the SHA-256 of it and its proof, on all
//                        cores
void bench_exports(const Figures& figures, const Officers& officers, const ledger::Store& store,
                   int rounds);

}  // namespace pledgebook::bench
