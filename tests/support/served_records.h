// SPDX-License-Identifier: Apache-2.0
// ServedRecords: a log in memory, served as tiles by an operator who may lie: any records, any
// checkpoint signed with the log's key, and any bytes at a path.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/checkpoint.h"
#include "ledger/proof/follow/tile_source.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::support {

// The records of a ledger with these statements, sealed after each `seal_every` of them and at the
// end, so that all heads records but one are at multiples of seal_every + 1.
[[nodiscard]] std::vector<std::string> sealed_records(
    const std::vector<AcceptedStatement>& statements, std::size_t seal_every);

// A checkpoint of the first `size` records, signed with the log's key.
[[nodiscard]] ledger::CheckpointNote signed_checkpoint(const std::vector<std::string>& records,
                                                       std::size_t size);

struct ServedRecords {
  explicit ServedRecords(std::vector<std::string> given) : records(std::move(given)) {
    publish(records.size());
  }
  // Serves a checkpoint of the first `size` records, and their tiles.
  void publish(std::size_t size) {
    published = size;
    note = crypto::encode_note(signed_checkpoint(records, size).note);
  }
  // The bytes at a path. Errc::not_found, as from a server.
  [[nodiscard]] ledger::Result<std::string> get(std::string_view path) const;
  // Counts the requests.
  [[nodiscard]] ledger::FetchPath fetch();

  std::vector<std::string> records;
  std::size_t published = 0;
  std::string note;
  std::map<std::string, std::string, std::less<>> altered;  // by path
  std::map<std::string, int, std::less<>> asked;            // by path
};

}  // namespace pledgebook::support
