// SPDX-License-Identifier: Apache-2.0
#include "crypto/dsse.h"

#include <gtest/gtest.h>

#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

TEST(Dsse, EncodesTheExampleOfTheProtocol) {
  EXPECT_EQ(pae("http://example.com/HelloWorld", as_bytes("hello world")),
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
}

TEST(Dsse, CountsBytesNotCharacters) { EXPECT_EQ(pae("é", as_bytes("日本")), "DSSEv1 2 é 6 日本"); }

TEST(Dsse, KeepsNulAndNewlines) {
  const std::string body("\0\n \0", 4);
  EXPECT_EQ(pae("t", as_bytes(body)), "DSSEv1 1 t 4 " + body);
}

TEST(Dsse, KeepsTypeAndBodyApart) {
  EXPECT_NE(pae("a", as_bytes("b c")), pae("a b", as_bytes("c")));
  EXPECT_NE(pae("", as_bytes("x")), pae("x", as_bytes("")));
}

TEST(Dsse, HashesWhatItEncodes) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string body(size, 'b');
    const std::string type(size / 3, 't');
    EXPECT_EQ(pae_hash(type, as_bytes(body)), sha256(as_bytes(pae(type, as_bytes(body))))) << size;
  }
}

}  // namespace
}  // namespace pledgebook::crypto
