// SPDX-License-Identifier: Apache-2.0
// StreamRecords: the records of a stream, as of a snapshot: from the rows of table `streams`
// (streams.h), and after their position, which is at most some thousand records behind, from the
// records themselves.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

struct StreamRecords {
  std::vector<Index> records;   // in order, beyond `after`, at most `limit`
  std::uint64_t count = 0;      // of the whole stream
  std::optional<Index> last{};  // of the whole stream
};

// `stream` is the text of a StreamId. Empty if there is no such stream; Errc::corrupt if a row or a
// record can't be read.
[[nodiscard]] Result<StreamRecords> find_stream_records(const Snapshot& snapshot,
                                                        const std::string& stream,
                                                        std::optional<Index> after,
                                                        std::size_t limit);

}  // namespace pledgebook::ledger
