// SPDX-License-Identifier: Apache-2.0
// The desk: what waits there survives a restart, in order; a full shelf says so; a damaged desk is
// put aside.
#include "ledger/desk/desk_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "crypto/sha256.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::TemporaryDirectory;
using support::value_of;
using namespace std::chrono_literals;

constexpr RecordedAt kMorning{1'700'000'000'000ms};

DeskItem item(const std::string& bytes, RecordedAt received) {
  return {.id = crypto::sha256(crypto::as_bytes(bytes)), .received = received, .bytes = bytes};
}

std::vector<std::string> texts_of(const DeskStore& desk, Shelf shelf) {
  std::vector<std::string> texts;
  for (const DeskItem& item : value_of(desk.items(shelf))) texts.push_back(item.bytes);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(DeskStore, KeepsItemsInTheOrderInWhichTheyCame) {
  const TemporaryDirectory directory;
  {
    const auto desk = value_of(DeskStore::open(directory.path()));
    EXPECT_FALSE(desk->was_damaged());
    EXPECT_EQ(value_of(desk->put(Shelf::registrations, item("second", kMorning + 2s))),
              DeskStore::Put::done);
    EXPECT_EQ(value_of(desk->put(Shelf::registrations, item("first", kMorning + 1s))),
              DeskStore::Put::done);
    EXPECT_EQ(value_of(desk->put(Shelf::envelopes, item("another", kMorning))),
              DeskStore::Put::done);
  }
  const auto desk = value_of(DeskStore::open(directory.path()));
  EXPECT_EQ(texts_of(*desk, Shelf::registrations), (Texts{"first", "second"}));
  EXPECT_EQ(texts_of(*desk, Shelf::envelopes), Texts{"another"});
  const auto found = value_of(desk->find(Shelf::registrations, item("first", {}).id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->received, kMorning + 1s);
  EXPECT_FALSE(value_of(desk->find(Shelf::envelopes, item("first", {}).id)));
}

TEST(DeskStore, ReplacesAnItemInItsPlace) {
  const TemporaryDirectory directory;
  const auto desk = value_of(DeskStore::open(directory.path()));
  DeskItem one = item("one", kMorning);
  value_of(desk->put(Shelf::envelopes, one));
  value_of(desk->put(Shelf::envelopes, item("two", kMorning + 1s)));
  one.bytes = "one, with another signature";
  one.received = kMorning + 5s;
  value_of(desk->put(Shelf::envelopes, one));
  EXPECT_EQ(texts_of(*desk, Shelf::envelopes), (Texts{"one, with another signature", "two"}));
  EXPECT_TRUE(value_of(desk->remove(Shelf::envelopes, one.id)));
  EXPECT_FALSE(value_of(desk->remove(Shelf::envelopes, one.id)));
  EXPECT_EQ(texts_of(*desk, Shelf::envelopes), Texts{"two"});
}

TEST(DeskStore, SaysThatAShelfIsFullAndLetsTheOldestGo) {
  const TemporaryDirectory directory;
  const auto desk = value_of(DeskStore::open(directory.path()));
  for (std::size_t i = 0; i < kShelfItemsMax; ++i)
    value_of(desk->put(Shelf::registrations, item(std::to_string(i), kMorning + i * 1s)));
  const RecordedAt later = kMorning + kDeskDaysMax;
  EXPECT_EQ(value_of(desk->put(Shelf::registrations, item("early", later))), DeskStore::Put::full);
  EXPECT_EQ(value_of(desk->put(Shelf::envelopes, item("elsewhere", later))), DeskStore::Put::done);
  EXPECT_EQ(value_of(desk->put(Shelf::registrations, item("late", later + 2s))),
            DeskStore::Put::done);
  const Texts texts = texts_of(*desk, Shelf::registrations);
  EXPECT_EQ(texts.size(), kShelfItemsMax - 1);
  EXPECT_EQ(texts.front(), "2");
  EXPECT_EQ(texts.back(), "late");
}

TEST(DeskStore, PutsADamagedDeskAside) {
  const TemporaryDirectory directory;
  value_of(value_of(DeskStore::open(directory.path()))
               ->put(Shelf::registrations, item("lost", kMorning)));
  {
    std::ofstream file(directory.path() / "desk" / "data.mdb", std::ios::binary);
    file << std::string(65'536, 'x');
  }
  const auto desk = value_of(DeskStore::open(directory.path()));
  EXPECT_TRUE(desk->was_damaged());
  EXPECT_TRUE(texts_of(*desk, Shelf::registrations).empty());
  EXPECT_TRUE(std::filesystem::exists(directory.path() / "desk.damaged" / "data.mdb"));
}

}  // namespace
}  // namespace pledgebook::ledger
