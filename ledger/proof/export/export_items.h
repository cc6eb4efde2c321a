// SPDX-License-Identifier: Apache-2.0
// The items of an export, and their JSON (docs/FORMAT.md, "Export"). They are in the file in the
// order in which they are here, so that it can be written and read piece by piece.
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
// The limit of one item's JSON. The largest items that are written are a record with its proof,
// some 50 kB, and a checkpoint with many cosignatures.
inline constexpr std::size_t kExportItemBytesMax = std::size_t{1} << 20U;

// A leaf of the same bucket of the heads map that belongs to another stream.
struct NeighbourLeaf {
  MapLeaf leaf;
  std::vector<crypto::Hash> path;
};

// The proof that a stream has exactly these records.
struct PresentStream {
  std::uint64_t place = 0;  // position of its leaf in its bucket
  std::uint64_t count = 0;  // number of its records
  std::vector<crypto::Hash> path;
};
// The proof that there is no such stream: the two adjacent leaves between which its own would be.
// Nothing at the bucket's ends.
struct AbsentStream {
  std::uint64_t place = 0;  // position that its leaf would have
  std::optional<NeighbourLeaf> left;
  std::optional<NeighbourLeaf> right;
};
struct StreamProof {
  std::string stream;
  std::uint64_t bucket_size = 0;          // leaves in the stream's bucket
  std::vector<crypto::Hash> bucket_path;  // of the bucket's root, in the tree over all buckets
  std::variant<PresentStream, AbsentStream> shown = {};
};

// Without line breaks; with a proof only for WithProof::yes.
enum class WithProof : std::uint8_t { no, yes };
void write_record(std::string& out, const ProvenRecord& record, WithProof with_proof);
void write_stream(std::string& out, const StreamProof& stream);

// Errc::corrupt, saying what is wrong, for JSON that the functions above can't produce.
[[nodiscard]] Result<ProvenRecord> read_record(const boost::json::value& value,
                                               WithProof with_proof);
[[nodiscard]] Result<StreamProof> read_stream(const boost::json::value& value);

}  // namespace pledgebook::ledger
