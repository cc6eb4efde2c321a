// SPDX-License-Identifier: Apache-2.0
// The items of an export, and the JSON that each is written as and read from (docs/FORMAT.md,
// "Export"). They stand in the file in the order in which they stand here; so it can be written and
// read piece by piece.
//
// Any thread.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/hash.h"
#include "ledger/error.h"
#include "ledger/log/heads_map.h"
#include "ledger/proof/export/export_basis.h"
#include "ledger/proof/export/selection.h"

namespace pledgebook::ledger {

inline constexpr std::uint64_t kExportVersion = 1;
inline constexpr std::string_view kExportMediaType = "application/vnd.pledgebook.export+json";
// One item's JSON at most; the largest that is written is a record with its proof, some 50 kB, or a
// checkpoint with many cosignatures.
inline constexpr std::size_t kExportItemBytesMax = std::size_t{1} << 20U;

// A leaf of the heads map that is not of the stream in question.
struct NeighbourLeaf {
  MapLeaf leaf;
  std::vector<crypto::Hash> path;
};

// What shows that a stream has exactly these records.
struct PresentStream {
  std::uint64_t place = 0;  // of its leaf in the map
  std::uint64_t count = 0;  // of its records
  std::vector<crypto::Hash> path;
};
// What shows that there is no such stream: the leaves that stand side by side where its own would
// stand. Nothing at the map's ends.
struct AbsentStream {
  std::uint64_t place = 0;  // that it would take
  std::optional<NeighbourLeaf> left;
  std::optional<NeighbourLeaf> right;
};
struct StreamProof {
  std::string stream;
  std::variant<PresentStream, AbsentStream> shown;
};

// Without line breaks; a proof only where there is one to write.
enum class WithProof : std::uint8_t { no, yes };
void write_record(std::string& out, const ProvenRecord& record, WithProof with_proof);
void write_stream(std::string& out, const StreamProof& stream);

// Errc::corrupt, saying what is wrong with it, for anything that the functions above could not have
// written.
[[nodiscard]] Result<ProvenRecord> read_record(const boost::json::value& value,
                                               WithProof with_proof);
[[nodiscard]] Result<StreamProof> read_stream(const boost::json::value& value);

}  // namespace pledgebook::ledger
