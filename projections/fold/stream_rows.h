// SPDX-License-Identifier: Apache-2.0
// Stream rows: which records are in the attestation/, discussion/ and indicator/ streams, in table
// `streams`; the records themselves stay in the log. Key: the stream, NUL, u64 index.
//
// Threads: as the rows.
#pragma once

#include <functional>

#include "ledger/domain/rules/fold.h"
#include "ledger/domain/values/stream.h"
#include "ledger/log/store/store.h"
#include "projections/figures/context.h"
#include "projections/fold/decoder.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// Whether the records of a stream have rows here.
[[nodiscard]] bool has_stream_rows(const ledger::StreamId& stream) noexcept;
void put_stream_row(const ledger::Entry& entry, WriteRows& rows);

// Calls `visit` with each record of the stream that the ledger knew at the moment, in order. What
// had happened by then is for the caller to ask. Errc::corrupt if a record can't be read.
[[nodiscard]] ledger::Result<void> for_each_of_stream(
    const ledger::Store& log, const ReadRows& rows, const ledger::StreamId& stream,
    const Moment& moment, const std::function<void(const DecodedRecord&)>& visit);

}  // namespace pledgebook::projections
