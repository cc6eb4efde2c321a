// SPDX-License-Identifier: Apache-2.0
// A search index that is damaged, missing, behind, or was not closed: it is rebuilt, the journal
// says so, and the search finds what it should.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "projections/fold/rebuild.h"
#include "projections/offline_views.h"
#include "projections/projector.h"
#include "projections/query/text_search.h"
#include "projections/search/index_seal.h"
#include "projections/views/pledges.h"
#include "tests/projections/view_damage.h"
#include "tests/support/kept_journal.h"
#include "tests/support/test_log.h"

namespace pledgebook::projections {
namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;
using support::KeptJournal;
using support::value_of;

constexpr std::uint64_t kFlips = 60;

class DamagedSearch : public testing::Test {
 protected:
  DamagedSearch() {
    for (const auto& accepted : some_statements()) log_.add(accepted);
    log_.flush();
    expected_ = found(value_of(open_views(log_.store(), {})));
    EXPECT_FALSE(expected_.empty());
  }

  // The pledges with a common word, in order.
  static std::vector<std::uint64_t> found(const Views& views) {
    const Context context(views.state().background, Moment{.bound = views.size(), .until = {}});
    const TextHits hits = value_of(search_texts(views.state(), context, "pledge"));
    std::vector<std::uint64_t> ordinals;
    for (const PledgeHit& hit : hits.pledges) ordinals.push_back(std::to_underlying(hit.pledge));
    return ordinals;
  }
  fs::path index() { return views_file(log_.store().directory()).parent_path() / kSearchFolder; }
  std::vector<fs::path> files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(index())) {
      if (entry.file_size() > 0) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
  }
  void start() {
    projector_ = value_of(Projector::start(log_.store(), {.decoders = 1, .journal = &journal_}));
  }
  void expect_rebuilt() {
    start();
    EXPECT_EQ(journal_.count("search_rebuilt"), 1U);
    EXPECT_EQ(journal_.count("views_replaced"), 0U);
    EXPECT_EQ(found(value_of(projector_->views())), expected_);
  }

  KeptJournal journal_;
  WrittenLog log_;
  std::vector<std::uint64_t> expected_;
  std::unique_ptr<Projector> projector_;
};

TEST_F(DamagedSearch, IsSealedWhenItIsClosedAndOpenedAsItIs) {
  EXPECT_TRUE(is_sealed(index()));
  start();
  EXPECT_EQ(journal_.count("search_rebuilt"), 0U);
  EXPECT_EQ(found(value_of(projector_->views())), expected_);
}

TEST_F(DamagedSearch, IsRebuiltAfterAnyFlippedBit) {
  std::mt19937_64 random(3);
  for (std::uint64_t i = 0; i < kFlips; ++i) {
    const auto all = files();
    const fs::path file = all[i % all.size()];
    write_file(file, with_a_bit_flipped(read_file(file), i, random));
    const Views views = value_of(open_views(log_.store(), {}));
    ASSERT_EQ(found(views), expected_) << file << " flip " << i;
    ASSERT_TRUE(is_sealed(index()));
  }
}

TEST_F(DamagedSearch, IsRebuiltWhereAFileIsShortOrMissing) {
  for (const fs::path& file : files()) {
    const std::string bytes = read_file(file);
    for (const std::size_t size : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      write_file(file, bytes.substr(0, size));
      ASSERT_EQ(found(value_of(open_views(log_.store(), {}))), expected_) << file << " " << size;
    }
    fs::remove(file);
    ASSERT_EQ(found(value_of(open_views(log_.store(), {}))), expected_) << file;
  }
}

TEST_F(DamagedSearch, IsRebuiltAfterACrash) {
  fs::remove(index() / "SEAL");

  expect_rebuilt();
}

TEST_F(DamagedSearch, IsRebuiltWhenItIsMissing) {
  fs::remove_all(index());

  expect_rebuilt();
}

TEST_F(DamagedSearch, IsRebuiltWhenItIsBehindTheRows) {
  const fs::path kept = log_.directory() / "kept";
  fs::copy(index(), kept, fs::copy_options::recursive);
  log_.say({.kind = "party.registered",
            .stream = "party/late",
            .body = R"({"name":"Late","sector":"government","roles":["member"]})"});
  log_.flush();
  static_cast<void>(value_of(open_views(log_.store(), {})));
  fs::remove_all(index());
  fs::copy(kept, index(), fs::copy_options::recursive);

  expect_rebuilt();
}

TEST_F(DamagedSearch, FoundByAQueryIsRebuiltByTheProjector) {
  start();
  ASSERT_TRUE(projector_->wait_for(log_.store().size(), minutes(1)));
  for (const fs::path& file : files()) write_file(file, std::string(20'000, '\xAA'));

  {
    const Views views = value_of(projector_->views());
    const Context context(views.state().background, Moment{.bound = views.size(), .until = {}});
    const auto hits = search_texts(views.state(), context, "pledge");
    ASSERT_FALSE(hits);
    EXPECT_EQ(hits.error().code, ledger::Errc::corrupt);
  }
  while (journal_.count("views_rebuilt") == 0) static_cast<void>(projector_->views());

  EXPECT_EQ(found(value_of(projector_->views())), expected_);
}

// Xapian replaces what a reader reads with the second commit after it: the reader starts again.
TEST_F(DamagedSearch, IsReadWhileItIsWritten) {
  start();
  ASSERT_TRUE(projector_->wait_for(log_.store().size(), minutes(1)));
  for (int i = 0; i < 20; ++i) {
    const Views views = value_of(projector_->views());
    const std::uint64_t from = log_.size();
    log_.say({.kind = "party.registered",
              .stream = "party/late-" + std::to_string(i),
              .body = R"({"name":"Pledge","sector":"government","roles":["member"]})"});
    log_.flush();
    projector_->notify(batch_from(log_.store(), from));
    ASSERT_EQ(found(views), expected_);
    ASSERT_TRUE(projector_->wait_for(log_.store().size(), minutes(1)));
    ASSERT_EQ(found(views), expected_);
  }
}

}  // namespace
}  // namespace pledgebook::projections
