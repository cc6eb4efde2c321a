// SPDX-License-Identifier: Apache-2.0
// Views with a damaged file: after opening, they have the figures of the log.
#include "tests/projections/view_damage.h"

#include <gtest/gtest.h>

#include <random>

#include "projections/offline_views.h"
#include "projections/query/views.h"
#include "projections/store/page_check.h"
#include "projections/store/row_keys.h"
#include "tests/support/test_log.h"

namespace pledgebook::projections {
namespace {

constexpr std::uint64_t kFlips = 120;
constexpr std::uint64_t kTruncations = 40;

class DamagedViews : public testing::Test {
 protected:
  DamagedViews() {
    for (const auto& accepted : some_statements()) log_.add(accepted);
    log_.flush();
    expected_ = fresh_digests(log_.store(), log_.store().size());
    EXPECT_TRUE(open_views(log_.store(), {}));
    file_ = views_file(log_.store().directory());
    good_ = read_file(file_);
  }

  // Like the command line: unreadable views are rebuilt.
  void check_right_figures() {
    {
      const auto views = open_views(log_.store(), {});
      ASSERT_TRUE(views) << views.error().detail;
      const auto found = digests(*views);
      if (found) {
        EXPECT_EQ(*found, expected_);
        return;
      }
      EXPECT_EQ(found.error().code, ledger::Errc::corrupt) << found.error().detail;
    }
    const auto rebuilt = rebuild_views(log_.store(), {});
    ASSERT_TRUE(rebuilt) << rebuilt.error().detail;
    EXPECT_EQ(rebuilt->after, expected_);
  }
  void damage(const std::string& bytes) {
    // The views opened last time may have been replaced.
    file_ = views_file(log_.store().directory());
    write_file(file_, bytes);
  }

  WrittenLog log_;
  Digests expected_;
  std::filesystem::path file_;
  std::string good_;
};

TEST_F(DamagedViews, WholeOnesPassTheCheckOfPages) {
  const auto checked = check_pages(file_);

  EXPECT_TRUE(checked) << checked.error().detail;
}

TEST_F(DamagedViews, GiveTheLogsFiguresAfterAnyFlippedBit) {
  std::mt19937_64 random(11);
  for (std::uint64_t i = 0; i < kFlips; ++i) {
    damage(with_a_bit_flipped(good_, i, random));
    ASSERT_NO_FATAL_FAILURE(check_right_figures()) << "flip " << i;
    ASSERT_FALSE(HasFailure()) << "flip " << i;
  }
}

TEST_F(DamagedViews, GiveTheLogsFiguresAfterAnyTruncation) {
  for (std::uint64_t i = 0; i < kTruncations; ++i) {
    damage(good_.substr(0, good_.size() * i / kTruncations + i % 3));
    ASSERT_NO_FATAL_FAILURE(check_right_figures()) << "truncation " << i;
    ASSERT_FALSE(HasFailure()) << "truncation " << i;
  }
}

TEST_F(DamagedViews, AreRebuiltWithoutBeingOpenedFirst) {
  damage(std::string(20'480, '\0'));

  const auto rebuilt = rebuild_views(log_.store(), {});

  ASSERT_TRUE(rebuilt) << rebuilt.error().detail;
  EXPECT_EQ(rebuilt->after, expected_);
  EXPECT_TRUE(rebuilt->before.empty());
}

TEST_F(DamagedViews, AreReadAsTheyAreWhereTheyCantBeWritten) {
  const auto lock = log_.store().directory() / "views" / "LOCK";
  std::filesystem::remove(lock);
  std::filesystem::create_directory(lock);  // a file can't be made here, even by root

  const auto views = open_views(log_.store(), {});

  ASSERT_TRUE(views) << views.error().detail;
  EXPECT_EQ(support::value_of(digests(*views)), expected_);
}

TEST(RowKeys, TakeKeysOfAnyLength) {
  for (std::size_t size = 0; size < 20; ++size) {
    const std::string key(size, '\1');
    EXPECT_EQ(ledger::number(index_of(key)) != 0, size > 8) << size;
    EXPECT_EQ(std::to_underlying(ordinal_of(key)) != 0, size > 0) << size;
  }
}

}  // namespace
}  // namespace pledgebook::projections
