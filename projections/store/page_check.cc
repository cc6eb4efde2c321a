// SPDX-License-Identifier: Apache-2.0
// A page begins with 16 bytes: u64 number, u16 -, u16 flags, u16 lower, u16 upper; on overflow
// pages the last four are the number of pages. From byte 16 to `lower` there are u16 offsets of
// nodes, in the order of their keys; nodes fill the page from `upper` to its end, each of an even
// size:
//
//   leaf    u32 size of the value, u16 flags, u16 size of the key, key, value
//           (or, flag 1, the u64 number of the overflow page where the value is)
//   branch  u48 number of the child page, u16 size of the key, key; the first key counts for
//   nothing
//
// Pages 0 and 1 hold, after the 16 bytes, u32 magic, u32 version, 16 bytes, the two trees of free
// pages and of named trees, u64 last page, u64 transaction. The newer one counts. A tree: u32 page
// size or 0, u16 flags, u16 depth, u64 branches, leaves, overflow pages, entries, root page.

#include "projections/store/page_check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/log/store/directory.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

constexpr std::size_t kHeadBytes = 16;
constexpr std::size_t kNodeBytes = 8;
constexpr std::size_t kPageBytesMin = 512;
constexpr std::size_t kPageBytesMax = 32'768;
constexpr std::uint32_t kMagic = 0xBEEFC0DE;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint16_t kBranchPage = 1, kLeafPage = 2, kOverflowPage = 4, kMetaPage = 8;
// Set only while a page is in memory, and ignored on disk.
constexpr std::uint16_t kPassingPageFlags = 0x8010;
constexpr std::uint16_t kBigNode = 1, kTreeNode = 2;
constexpr std::uint16_t kIntegerKeys = 8;
constexpr std::uint64_t kNoPage = ~std::uint64_t{0};
constexpr unsigned kDepthMax = 32;

struct Tree {
  std::uint32_t page_bytes;
  std::uint16_t flags;
  std::uint16_t depth;
  std::uint64_t branches, leaves, overflows, entries, root;
};
static_assert(sizeof(Tree) == 48);

struct Meta {
  std::uint32_t magic, version;
  std::uint64_t address, map_bytes;
  Tree free, main;
  std::uint64_t last_page, transaction;
};

struct Head {
  std::uint64_t number;
  std::uint16_t unused, flags, lower, upper;
  [[nodiscard]] std::uint32_t pages() const noexcept { return lower | std::uint32_t{upper} << 16U; }
};
static_assert(sizeof(Head) == kHeadBytes);

// A file's bytes, mapped while this object lives.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (file < 0 || ::fstat(file, &status) != 0) {
      failure_ = errno;
    } else if (status.st_size > 0) {
      const auto size = static_cast<std::size_t>(status.st_size);
      void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
      if (mapped == MAP_FAILED) {
        failure_ = errno;
      } else {
        bytes_ = {static_cast<const char*>(mapped), size};
      }
    }
    if (file >= 0) ::close(file);
  }
  ~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] int failure() const noexcept { return failure_; }

 private:
  std::string_view bytes_;
  int failure_ = 0;
};

template <class T>
T take(std::string_view bytes, std::size_t at) noexcept {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

class PageCheck {
 public:
  explicit PageCheck(std::string_view file) : file_(file) {}

  [[nodiscard]] bool all_good();

 private:
  enum class Kind : std::uint8_t { named_trees, rows, free_pages };

  bool good_meta(std::size_t at) const;
  bool good_tree(const Tree& tree, Kind kind);
  bool good_page(std::uint64_t number, unsigned levels, Kind kind);
  bool good_leaf_node(std::string_view bytes, std::size_t at, std::size_t& node_bytes, Kind kind);
  bool good_branch(std::string_view bytes, unsigned levels, Kind kind);
  bool good_value(std::string_view value, Kind kind);
  bool good_free_list(std::string_view list);
  bool ascends(std::string_view key, Kind kind, bool may_equal);
  // Marks a page as in use; false if it is beyond the end or already in use.
  bool claim(std::uint64_t number);
  [[nodiscard]] std::string_view page(std::uint64_t number) const {
    return file_.substr(number * page_bytes_, page_bytes_);
  }

  std::string_view file_;
  std::size_t page_bytes_ = 0;
  std::uint64_t pages_ = 0;
  std::vector<bool> claimed_;
  std::vector<std::uint64_t> free_;

  // The tree being walked:
  Tree counted_{};
  std::string_view last_key_;
  bool last_is_separator_ = false;
  bool begun_ = false;
};

bool PageCheck::good_meta(std::size_t at) const {
  if (file_.size() < at + kHeadBytes + sizeof(Meta)) return false;
  const auto meta = take<Meta>(file_, at + kHeadBytes);
  return (take<Head>(file_, at).flags & kMetaPage) != 0 && meta.magic == kMagic &&
         meta.version == kVersion;
}

bool PageCheck::all_good() {
  if (!good_meta(0)) return false;
  Meta meta = take<Meta>(file_, kHeadBytes);
  page_bytes_ = meta.free.page_bytes;
  if (!std::has_single_bit(page_bytes_) || page_bytes_ < kPageBytesMin ||
      page_bytes_ > kPageBytesMax || !good_meta(page_bytes_)) {
    return false;
  }
  const auto other = take<Meta>(file_, page_bytes_ + kHeadBytes);
  if (meta.transaction < other.transaction) meta = other;
  if (meta.free.page_bytes != page_bytes_ || meta.free.flags != kIntegerKeys) return false;
  if (meta.last_page >= file_.size() / page_bytes_ || meta.last_page < 1) return false;
  pages_ = meta.last_page + 1;
  claimed_.assign(pages_, false);
  claimed_[0] = claimed_[1] = true;
  meta.free.flags = 0;
  if (!good_tree(meta.main, Kind::named_trees) || !good_tree(meta.free, Kind::free_pages))
    return false;
  return std::ranges::all_of(free_, [this](std::uint64_t number) { return claim(number); });
}

bool PageCheck::claim(std::uint64_t number) {
  if (number >= pages_ || claimed_[number]) return false;
  claimed_[number] = true;
  return true;
}

bool PageCheck::good_tree(const Tree& tree, Kind kind) {
  if (tree.flags != 0 || tree.depth > kDepthMax) return false;
  counted_ = {};
  begun_ = false;
  last_is_separator_ = false;
  if (tree.root == kNoPage) return tree.depth == 0 && tree.entries == 0;
  if (tree.depth == 0 || !good_page(tree.root, tree.depth, kind)) return false;
  return counted_.branches == tree.branches && counted_.leaves == tree.leaves &&
         counted_.overflows == tree.overflows && counted_.entries == tree.entries;
}

// `levels` is its height; its children have `levels` - 1.
bool PageCheck::good_page(std::uint64_t number, unsigned levels, Kind kind) {
  if (!claim(number)) return false;
  const std::string_view bytes = page(number);
  const auto head = take<Head>(bytes, 0);
  const std::uint16_t flags = levels == 1 ? kLeafPage : kBranchPage;
  if (head.number != number || (head.flags & ~kPassingPageFlags) != flags) return false;
  if (head.lower <= kHeadBytes || head.lower % 2 != 0 || head.lower > head.upper ||
      head.upper > page_bytes_) {
    return false;
  }
  if (levels > 1) return good_branch(bytes, levels, kind);
  ++counted_.leaves;
  std::size_t filled = 0;
  for (std::size_t at = kHeadBytes; at < head.lower; at += 2) {
    std::size_t node_bytes = 0;
    if (!good_leaf_node(bytes, take<std::uint16_t>(bytes, at), node_bytes, kind)) return false;
    filled += node_bytes;
  }
  return filled == page_bytes_ - head.upper;
}

bool PageCheck::good_branch(std::string_view bytes, unsigned levels, Kind kind) {
  ++counted_.branches;
  const auto head = take<Head>(bytes, 0);
  std::size_t filled = 0;
  for (std::size_t at = kHeadBytes; at < head.lower; at += 2) {
    const std::size_t node = take<std::uint16_t>(bytes, at);
    if (node < head.upper || node % 2 != 0 || node + kNodeBytes > page_bytes_) return false;
    const std::size_t key_bytes = take<std::uint16_t>(bytes, node + 6);
    if (node + kNodeBytes + key_bytes > page_bytes_) return false;
    filled += (kNodeBytes + key_bytes + 1) & ~std::size_t{1};
    if (at > kHeadBytes) {
      const auto key = bytes.substr(node + kNodeBytes, key_bytes);
      if (!ascends(key, kind, false)) return false;
      last_is_separator_ = true;
    }
    const std::uint64_t child = take<std::uint32_t>(bytes, node) |
                                std::uint64_t{take<std::uint16_t>(bytes, node + 4)} << 32U;
    if (!good_page(child, levels - 1, kind)) return false;
  }
  return filled == page_bytes_ - head.upper;
}

bool PageCheck::good_leaf_node(std::string_view bytes, std::size_t at, std::size_t& node_bytes,
                               Kind kind) {
  if (at < take<Head>(bytes, 0).upper || at % 2 != 0 || at + kNodeBytes > page_bytes_) return false;
  const std::size_t value_bytes = take<std::uint32_t>(bytes, at);
  const auto flags = take<std::uint16_t>(bytes, at + 4);
  const std::size_t key_bytes = take<std::uint16_t>(bytes, at + 6);
  const std::size_t kept_bytes = flags == kBigNode ? sizeof(std::uint64_t) : value_bytes;
  node_bytes = (kNodeBytes + key_bytes + kept_bytes + 1) & ~std::size_t{1};
  if (at + kNodeBytes + key_bytes + kept_bytes > page_bytes_) return false;
  if (flags != (kind == Kind::named_trees ? kTreeNode : flags & kBigNode)) return false;
  if (!ascends(bytes.substr(at + kNodeBytes, key_bytes), kind, last_is_separator_)) return false;
  last_is_separator_ = false;
  ++counted_.entries;
  std::string_view value = bytes.substr(at + kNodeBytes + key_bytes, kept_bytes);
  if (flags == kBigNode) {
    const auto first = take<std::uint64_t>(value, 0);
    const std::uint64_t pages = (kHeadBytes + value_bytes - 1) / page_bytes_ + 1;
    if (first >= pages_ || pages > pages_ - first) return false;
    const auto head = take<Head>(page(first), 0);
    if (head.number != first || (head.flags & ~kPassingPageFlags) != kOverflowPage ||
        head.pages() != pages) {
      return false;
    }
    for (std::uint64_t i = 0; i < pages; ++i) {
      if (!claim(first + i)) return false;
    }
    counted_.overflows += pages;
    value = file_.substr(first * page_bytes_ + kHeadBytes, value_bytes);
  }
  return good_value(value, kind);
}

bool PageCheck::good_value(std::string_view value, Kind kind) {
  if (kind == Kind::rows) return true;
  if (kind == Kind::free_pages) return good_free_list(value);
  if (value.size() != sizeof(Tree)) return false;
  // A tree within the tree of trees: the counts of the outer one continue afterwards.
  const Tree counted = counted_;
  const std::string_view last_key = last_key_;
  const bool good = good_tree(take<Tree>(value, 0), Kind::rows);
  counted_ = counted;
  last_key_ = last_key;
  last_is_separator_ = false;
  begun_ = true;
  return good;
}

// u64 n, then n page numbers, descending.
bool PageCheck::good_free_list(std::string_view list) {
  if (list.size() < sizeof(std::uint64_t)) return false;
  const auto count = take<std::uint64_t>(list, 0);
  if (count > list.size() / sizeof(std::uint64_t) - 1) return false;
  std::uint64_t above = kNoPage;
  for (std::uint64_t i = 1; i <= count; ++i) {
    const auto number = take<std::uint64_t>(list, i * sizeof(std::uint64_t));
    if (number >= above) return false;
    free_.push_back(above = number);
  }
  return true;
}

bool PageCheck::ascends(std::string_view key, Kind kind, bool may_equal) {
  const std::string_view last = std::exchange(last_key_, key);
  const bool first = !std::exchange(begun_, true);
  if (kind != Kind::free_pages) {
    return first ? !key.empty() : key > last || (may_equal && key == last);
  }
  if (key.size() != sizeof(std::uint64_t)) return false;
  if (first) return true;
  const auto now = take<std::uint64_t>(key, 0);
  const auto before = take<std::uint64_t>(last, 0);
  return now > before || (may_equal && now == before);
}

}  // namespace

Result<void> check_pages(const std::filesystem::path& data_file) {
  const MappedFile file(data_file);
  if (file.failure() != 0)
    return std::unexpected(
        ledger::system_error("can't read " + data_file.string(), file.failure()));
  if (PageCheck(file.bytes()).all_good()) return {};
  return std::unexpected(Error{
      Errc::corrupt, fmt::format("{} is damaged: run `pledgebook rebuild`", data_file.string())});
}

}  // namespace pledgebook::projections
