// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/export/export_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <iterator>
#include <utility>

#include "crypto/base64.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

constexpr std::size_t kRecordTextMax = (kRecordBytesMax + 2) / 3 * 4;

std::unexpected<Error> wrong(std::string what) {
  return std::unexpected(Error{Errc::corrupt, std::move(what)});
}

void write_hashes(std::string& out, const std::vector<crypto::Hash>& hashes) {
  out += '[';
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (i > 0) out += ',';
    out += '"';
    out += to_base64(hashes[i]);
    out += '"';
  }
  out += ']';
}

void write_neighbour(std::string& out, const std::optional<NeighbourLeaf>& neighbour) {
  if (!neighbour) {
    out += "null";
    return;
  }
  fmt::format_to(std::back_inserter(out), R"({{"key":"{}","count":{},"root":"{}","path":)",
                 to_base64(neighbour->leaf.key.hash), neighbour->leaf.head.count,
                 to_base64(neighbour->leaf.head.root));
  write_hashes(out, neighbour->path);
  out += '}';
}

struct StreamWriter {
  std::string& out;

  void operator()(const PresentStream& present) const {
    fmt::format_to(std::back_inserter(out), R"("place":{},"count":{},"path":)", present.place,
                   present.count);
    write_hashes(out, present.path);
  }
  void operator()(const AbsentStream& absent) const {
    fmt::format_to(std::back_inserter(out), R"("absent":{{"place":{},"left":)", absent.place);
    write_neighbour(out, absent.left);
    out += R"(,"right":)";
    write_neighbour(out, absent.right);
    out += '}';
  }
};

// Reads the members of an object, each exactly once.
class Members {
 public:
  explicit Members(const json::value& value) : object_(value.if_object()) {}

  [[nodiscard]] const json::value* take(std::string_view name) {
    const json::value* value = object_ == nullptr ? nullptr : object_->if_contains(name);
    if (value == nullptr) {
      missing_ = missing_.empty() ? name : missing_;
    } else {
      ++taken_;
    }
    return value;
  }
  // The fault of the set of members; nothing if all required ones are there, and no other.
  [[nodiscard]] Result<void> check() const {
    if (object_ == nullptr) return wrong("it is not an object");
    if (!missing_.empty()) return wrong(fmt::format("the field \"{}\" is missing", missing_));
    if (taken_ != object_->size()) return wrong("it has an unknown field");
    return {};
  }

 private:
  const json::object* object_;
  std::size_t taken_ = 0;
  std::string missing_;
};

std::optional<std::uint64_t> number_in(const json::value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* integer = value->if_int64(); integer != nullptr && *integer >= 0)
    return static_cast<std::uint64_t>(*integer);
  if (const auto* integer = value->if_uint64()) return *integer;
  return std::nullopt;
}

Result<std::uint64_t> read_number(const json::value* value, std::string_view name) {
  if (const auto number = number_in(value)) return *number;
  return wrong(fmt::format("\"{}\" is not a number from 0 on", name));
}

Result<crypto::Hash> read_hash(const json::value* value, std::string_view name) {
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  const auto hash = text == nullptr ? std::nullopt : parse_base64_hash(*text);
  if (hash) return *hash;
  return wrong(fmt::format("\"{}\" is not a hash in base64", name));
}

Result<std::vector<crypto::Hash>> read_hashes(const json::value* value, std::string_view name) {
  const json::array* array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr || array->size() > kProofHashesMax) {
    return wrong(fmt::format("\"{}\" is not a list of at most {} hashes", name, kProofHashesMax));
  }
  std::vector<crypto::Hash> hashes;
  hashes.reserve(array->size());
  for (const json::value& element : *array) {
    LEDGER_TRY(const crypto::Hash hash, read_hash(&element, name));
    hashes.push_back(hash);
  }
  return hashes;
}

Result<std::optional<NeighbourLeaf>> read_neighbour(const json::value* value) {
  if (value == nullptr || value->is_null()) return std::nullopt;
  Members members(*value);
  const json::value* key = members.take("key");
  const json::value* count = members.take("count");
  const json::value* root = members.take("root");
  const json::value* path = members.take("path");
  LEDGER_CHECK(members.check());
  NeighbourLeaf neighbour;
  LEDGER_TRY(neighbour.leaf.key.hash, read_hash(key, "key"));
  LEDGER_TRY(neighbour.leaf.head.count, read_number(count, "count"));
  LEDGER_TRY(neighbour.leaf.head.root, read_hash(root, "root"));
  LEDGER_TRY(neighbour.path, read_hashes(path, "path"));
  return neighbour;
}

Result<AbsentStream> read_absent(const json::value* value) {
  if (value == nullptr) return wrong("\"absent\" is missing");
  Members members(*value);
  const json::value* place = members.take("place");
  const json::value* left = members.take("left");
  const json::value* right = members.take("right");
  LEDGER_CHECK(members.check());
  AbsentStream absent;
  LEDGER_TRY(absent.place, read_number(place, "place"));
  LEDGER_TRY(absent.left, read_neighbour(left));
  LEDGER_TRY(absent.right, read_neighbour(right));
  return absent;
}

Result<PresentStream> read_present(Members& members) {
  const json::value* place = members.take("place");
  const json::value* count = members.take("count");
  const json::value* path = members.take("path");
  LEDGER_CHECK(members.check());
  PresentStream present;
  LEDGER_TRY(present.place, read_number(place, "place"));
  LEDGER_TRY(present.count, read_number(count, "count"));
  LEDGER_TRY(present.path, read_hashes(path, "path"));
  return present;
}

}  // namespace

void write_record(std::string& out, const ProvenRecord& record, WithProof with_proof) {
  fmt::format_to(std::back_inserter(out), R"({{"index":{},"record":"{}")", number(record.index),
                 crypto::to_base64(crypto::as_bytes(record.bytes)));
  if (with_proof == WithProof::yes) {
    out += R"(,"proof":)";
    write_hashes(out, record.proof);
  }
  out += '}';
}

void write_stream(std::string& out, const StreamProof& stream) {
  fmt::format_to(std::back_inserter(out), R"({{"stream":"{}","bucket_size":{},)", stream.stream,
                 stream.bucket_size);
  std::visit(StreamWriter{out}, stream.shown);
  out += R"(,"bucket_path":)";
  write_hashes(out, stream.bucket_path);
  out += '}';
}

Result<ProvenRecord> read_record(const json::value& value, WithProof with_proof) {
  Members members(value);
  const json::value* index = members.take("index");
  const json::value* bytes = members.take("record");
  const json::value* proof = with_proof == WithProof::yes ? members.take("proof") : nullptr;
  LEDGER_CHECK(members.check());
  ProvenRecord record;
  LEDGER_TRY(const std::uint64_t place, read_number(index, "index"));
  record.index = Index{place};
  const json::string* text = bytes->if_string();
  const auto decoded =
      text == nullptr || text->size() > kRecordTextMax ? std::nullopt : crypto::from_base64(*text);
  if (!decoded) return wrong("\"record\" is not a record in base64");
  record.bytes = crypto::as_text(*decoded);
  if (with_proof == WithProof::yes) {
    LEDGER_TRY(record.proof, read_hashes(proof, "proof"));
  }
  return record;
}

Result<StreamProof> read_stream(const json::value& value) {
  Members members(value);
  const json::value* name = members.take("stream");
  const json::string* text = name == nullptr ? nullptr : name->if_string();
  const auto parsed = text == nullptr ? std::nullopt : StreamName::parse(*text);
  if (!parsed) return wrong("\"stream\" is not the id of a stream");
  StreamProof stream;
  stream.stream = parsed->text();
  const json::value* bucket_size = members.take("bucket_size");
  const json::value* bucket_path = members.take("bucket_path");
  if (value.as_object().contains("absent")) {
    const json::value* absent = members.take("absent");
    LEDGER_CHECK(members.check());
    LEDGER_TRY(stream.shown, read_absent(absent));
  } else {
    LEDGER_TRY(stream.shown, read_present(members));
  }
  LEDGER_TRY(stream.bucket_size, read_number(bucket_size, "bucket_size"));
  LEDGER_TRY(stream.bucket_path, read_hashes(bucket_path, "bucket_path"));
  return stream;
}

}  // namespace pledgebook::ledger
