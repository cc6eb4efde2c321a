// SPDX-License-Identifier: Apache-2.0
#include "crypto/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace pledgebook::crypto {
namespace {

// FIPS 180-2 appendix B and the CAVP byte-oriented short messages.
TEST(Sha256, GivesTheDigestsPublishedByNist) {
  EXPECT_EQ(sha256(Bytes{}).hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(as_bytes("abc")).hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).hex(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(as_bytes(std::string_view("\xd3", 1))).hex(),
            "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  EXPECT_EQ(sha256(as_bytes(std::string(1'000'000, 'a'))).hex(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheInputIsCut) {
  const std::string text(200, 'x');
  const Hash whole = sha256(as_bytes(text));
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const Bytes head = as_bytes(text).first(cut);
    const Bytes tail = as_bytes(text).subspan(cut);
    EXPECT_EQ(Sha256().update(head).update(tail).finish(), whole) << cut;
    EXPECT_EQ(sha256({head, tail}), whole) << cut;
  }
}

TEST(Sha256, StartsAfreshAfterFinish) {
  Sha256 digest;

  const Hash first = digest.update(as_bytes("abc")).finish();
  const Hash second = digest.update(as_bytes("abc")).finish();
  const Hash third = digest.finish();

  EXPECT_EQ(first, sha256(as_bytes("abc")));
  EXPECT_EQ(second, first);
  EXPECT_EQ(third, sha256(Bytes{}));
}

TEST(Sha256, CopiesContinueApart) {
  Sha256 digest;
  digest.update(as_bytes("ab"));
  Sha256 copy = digest;

  EXPECT_EQ(copy.update(as_bytes("d")).finish(), sha256(as_bytes("abd")));
  EXPECT_EQ(digest.update(as_bytes("c")).finish(), sha256(as_bytes("abc")));
}

TEST(Sha256, GivesTheSameDigestsInManyThreads) {
  const Hash expected = sha256(as_bytes("abc"));
  std::vector<int> wrong(4, 0);
  std::vector<std::jthread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&count, &expected] {
      for (int i = 0; i < 1000; ++i) count += sha256(as_bytes("abc")) == expected ? 0 : 1;
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace pledgebook::crypto
