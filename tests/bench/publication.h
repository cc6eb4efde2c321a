// SPDX-License-Identifier: Apache-2.0
// How long a checkpoint takes: with many streams of which few have changed, and with witnesses.
#pragma once

#include <cstddef>

#include "tests/bench/figures.h"
#include "tests/bench/register.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

struct PublicationScale {
  std::size_t rounds;     // of each of the two rows without witnesses
  std::size_t witnessed;  // checkpoints with witnesses
};
// How many statements a checkpoint of the rows without witnesses covers.
inline constexpr std::size_t kFewChanged = 10;

// Checkpoints without witnesses, sealed, signed and released; each covers ten statements, the
// register has many streams. Has released one when it returns. Ceiling "2 durable writes": the
// heads record and the signed checkpoint, which must be durable before anybody sees it; each one
// append to a plain file. The program makes three, with two barriers each: a commit, and two files
// that replace others.
void bench_sealing(const Figures& figures, const Officers& officers, Register& book,
                   const PublicationScale& scale);
// From submitting one statement until the checkpoint that covers it is published, cosigned by three
// witnesses over HTTP on loopback; one after another. `pledgebook serve` begins a checkpoint at
// most every --publish-interval, so there a statement also waits for that. Ceiling "bare
// publication": bare_publication.h.
void bench_witnessed(const Figures& figures, const Officers& officers, Register& book,
                     const PublicationScale& scale);

}  // namespace pledgebook::bench
