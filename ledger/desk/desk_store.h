// SPDX-License-Identifier: Apache-2.0
// DeskStore: what waits beside the log until somebody signs it: requests for registration, and
// statements that lack signatures (docs/decisions/0052-desk.md). It is kept in DIR/desk, an LMDB
// environment of its own. Nothing in it is a part of the ledger or of a proof: losing it loses no
// statement.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

enum class Shelf : std::uint8_t { registrations = 1, envelopes = 2 };

struct DeskItem {
  crypto::Hash id;
  RecordedAt received{};
  std::string bytes;
};

inline constexpr std::size_t kShelfItemsMax = 1'000;
inline constexpr std::size_t kDeskItemBytesMax = 65'536;
// An item that waited longer leaves when the next one comes.
inline constexpr std::chrono::days kDeskDaysMax{180};

class DeskStore {
 public:
  // Makes DIR/desk if there is none. A damaged one is moved to DIR/desk.damaged, and a new one is
  // begun.
  [[nodiscard]] static Result<std::unique_ptr<DeskStore>> open(
      const std::filesystem::path& directory);
  ~DeskStore();
  DeskStore(const DeskStore&) = delete;
  DeskStore& operator=(const DeskStore&) = delete;

  // Whether `open` found a damaged desk.
  [[nodiscard]] bool was_damaged() const noexcept;

  // Durable when it returns. An item with the same id is replaced, and keeps its time. `full`: the
  // shelf has kShelfItemsMax others.
  enum class Put : std::uint8_t { done, full };
  [[nodiscard]] Result<Put> put(Shelf shelf, const DeskItem& item);
  [[nodiscard]] Result<std::optional<DeskItem>> find(Shelf shelf, const crypto::Hash& id) const;
  // All of a shelf, in the order in which they came.
  [[nodiscard]] Result<std::vector<DeskItem>> items(Shelf shelf) const;
  // Durable when it returns. False if there was none.
  [[nodiscard]] Result<bool> remove(Shelf shelf, const crypto::Hash& id);

 private:
  struct State;
  explicit DeskStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::ledger
