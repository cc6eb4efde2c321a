// SPDX-License-Identifier: Apache-2.0
#include "ledger/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace pledgebook::ledger {
namespace {

constexpr int kLevel = 6;
// A higher level gains little on JSON and costs twice the time.
constexpr int kQuickLevel = 4;
constexpr int kGzipWindowBits = 15 + 16;
constexpr int kMemoryLevel = 8;
constexpr std::size_t kPieceBytes = 65'536;
constexpr std::string_view kMagic = "\x1f\x8b";

std::unexpected<Error> corrupt(std::string detail) {
  return std::unexpected(Error{Errc::corrupt, std::move(detail)});
}

// zlib takes a pointer that is not const, but only reads through it.
Bytef* input_of(const char* bytes) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes));
}

// Reads one piece of its source ahead.
class Unpacker {
 public:
  explicit Unpacker(ByteSource packed) : packed_(std::move(packed)) {}
  ~Unpacker() {
    if (mode_ == Mode::gzip) inflateEnd(&stream_);
  }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  Result<std::size_t> read(std::span<char> room) {
    if (mode_ == Mode::unknown) LEDGER_CHECK(begin());
    if (room.empty()) return 0;
    return mode_ == Mode::plain ? read_plain(room) : read_packed(room);
  }

 private:
  enum class Mode : std::uint8_t { unknown, plain, gzip };

  // Looks at the first two bytes to choose the mode.
  Result<void> begin() {
    while (held_ < kMagic.size()) {
      LEDGER_TRY(const std::size_t count, packed_(std::span(piece_).subspan(held_)));
      if (count == 0) break;
      held_ += count;
    }
    mode_ = Mode::plain;
    if (std::string_view(piece_.data(), held_).substr(0, kMagic.size()) != kMagic) return {};
    if (inflateInit2(&stream_, kGzipWindowBits) != Z_OK) {
      return std::unexpected(Error{Errc::storage, "not enough memory to decompress"});
    }
    mode_ = Mode::gzip;
    stream_.next_in = input_of(piece_.data());
    stream_.avail_in = static_cast<uInt>(held_);
    return {};
  }

  Result<std::size_t> read_plain(std::span<char> room) {
    if (taken_ == held_) return packed_(room);
    const std::size_t count = std::min(room.size(), held_ - taken_);
    std::ranges::copy_n(piece_.begin() + static_cast<std::ptrdiff_t>(taken_),
                        static_cast<std::ptrdiff_t>(count), room.begin());
    taken_ += count;
    return count;
  }

  Result<std::size_t> read_packed(std::span<char> room) {
    const std::size_t size =
        std::min<std::size_t>(room.size(), std::numeric_limits<uInt>::max() / 2);
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(size);
    while (!ended_ && stream_.avail_out == size) {
      LEDGER_CHECK(refill());
      if (stream_.avail_in == 0) return corrupt("the gzip data ends too early");
      const int code = inflate(&stream_, Z_NO_FLUSH);
      ended_ = code == Z_STREAM_END;
      if (code != Z_OK && code != Z_STREAM_END) return corrupt("the gzip data is damaged");
    }
    if (ended_) LEDGER_CHECK(check_end());
    return size - stream_.avail_out;
  }

  Result<void> refill() {
    if (stream_.avail_in > 0) return {};
    LEDGER_TRY(const std::size_t count, packed_(piece_));
    stream_.next_in = input_of(piece_.data());
    stream_.avail_in = static_cast<uInt>(count);
    return {};
  }

  Result<void> check_end() {
    LEDGER_CHECK(refill());
    if (stream_.avail_in == 0) return {};
    return corrupt("there are bytes after the end of the gzip data");
  }

  ByteSource packed_;
  Mode mode_ = Mode::unknown;
  std::array<char, kPieceBytes> piece_{};
  std::size_t held_ = 0;   // bytes in `piece_`, until the mode is known
  std::size_t taken_ = 0;  // of these, bytes already returned
  z_stream stream_{};
  bool ended_ = false;
};

}  // namespace

struct GzipPacker::State {
  State() {
    is_ready = deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindowBits, kMemoryLevel,
                            Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~State() {
    if (is_ready) deflateEnd(&stream);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> run(std::string_view bytes, int flush, std::string& packed) {
    if (!is_ready) return std::unexpected(Error{Errc::storage, "not enough memory to compress"});
    while (true) {
      const std::size_t size = std::min<std::size_t>(bytes.size(), kPieceBytes);
      const bool is_last = size == bytes.size();
      stream.next_in = input_of(bytes.data());
      stream.avail_in = static_cast<uInt>(size);
      bytes.remove_prefix(size);
      do {
        std::array<char, kPieceBytes> piece;
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        deflate(&stream, is_last ? flush : Z_NO_FLUSH);
        packed.append(piece.data(), piece.size() - stream.avail_out);
      } while (stream.avail_out == 0);
      if (is_last) return {};
    }
  }

  z_stream stream{};
  bool is_ready = false;
};

GzipPacker::GzipPacker() : state_(std::make_unique<State>()) {}
GzipPacker::~GzipPacker() = default;
GzipPacker::GzipPacker(GzipPacker&&) noexcept = default;
GzipPacker& GzipPacker::operator=(GzipPacker&&) noexcept = default;

Result<void> GzipPacker::add(std::string_view bytes, std::string& packed) {
  return state_->run(bytes, Z_NO_FLUSH, packed);
}

Result<void> GzipPacker::finish(std::string& packed) { return state_->run({}, Z_FINISH, packed); }

std::optional<std::string> gzip(std::string_view body) {
  if (body.size() > std::numeric_limits<uInt>::max() / 2) return std::nullopt;
  z_stream stream{};
  if (deflateInit2(&stream, kQuickLevel, Z_DEFLATED, kGzipWindowBits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
  stream.next_in = input_of(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int outcome = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END) return std::nullopt;
  return packed;
}

ByteSource gunzipped(ByteSource packed) {
  // Shared only by the copies of the function.
  auto unpacker = std::make_shared<Unpacker>(std::move(packed));
  return [unpacker](std::span<char> room) { return unpacker->read(room); };
}

}  // namespace pledgebook::ledger
