// SPDX-License-Identifier: Apache-2.0
// How fast proofs are made from the store, and checked, on one core.
#pragma once

#include "ledger/log/store/store.h"
#include "tests/bench/figures.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

// For a store whose newest checkpoint was published. Rows, and their ceilings:
//
//   any record        an inclusion proof, made as a receipt's is. Ceiling "reads": as many rows
//                     read at random as the proof has hashes, which is what a store would do that
//                     kept every level of the tree rather than every eighth
//   all in order      inclusion proofs, made as an export's are. Ceiling "node hashes": one node
//                     hash a record, as every node of the tree is hashed once
//   any two sizes     a consistency proof, from the store. Ceiling "reads"
//   checked           the record hashed, and its proof; the other proof. Ceiling "hashes": those
//                     SHA-256 alone, of a consistency proof one a hash of it
//   receipt checked   the whole file: read, the log's signature, record and proof. Ceiling "verify
//                     and hashes": one Ed25519 verification and those SHA-256
void bench_proofs(const Figures& figures, const Officers& officers, const ledger::Store& store,
                  int rounds);

}  // namespace pledgebook::bench
