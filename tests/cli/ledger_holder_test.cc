// SPDX-License-Identifier: Apache-2.0
#include "cli/book/ledger_holder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

namespace pledgebook::cli {
namespace {

TEST(LedgerHolder, IsToBeWaitedFor) {
  EXPECT_EQ(holder_sentence(4711, {"/usr/bin/pledgebook", "import", "r.jsonl", "--key", "k.pem"}),
            "process 4711 (pledgebook import r.jsonl) is writing to this ledger: wait until it "
            "ends");
}

TEST(LedgerHolder, IsAServerToUse) {
  EXPECT_EQ(holder_sentence(1, {"pledgebook", "serve", "--ledger", "x"}),
            "process 1 (pledgebook serve) is serving this ledger: use --server "
            "http://127.0.0.1:8080");
  EXPECT_EQ(holder_sentence(1, {"pledgebook", "serve", "--listen=0.0.0.0:443", "--tls-cert", "c"}),
            "process 1 (pledgebook serve) is serving this ledger: use --server "
            "https://0.0.0.0:443");
  EXPECT_EQ(holder_sentence(1, {"pledgebook", "serve", "--listen", "127.0.0.1:0"}),
            "process 1 (pledgebook serve) is serving this ledger: use --server URL");
}

TEST(LedgerHolder, MayBeUnknown) {
  EXPECT_EQ(holder_sentence(0, {}),
            "another process is writing to this ledger: use --server URL if it is being served, "
            "else wait until it ends");
}

TEST(LedgerHolder, IsFoundByItsLock) {
  std::string folder = (std::filesystem::temp_directory_path() / "ledger_holder_XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const int lock = ::open((folder + "/LOCK").c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_GE(lock, 0);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);

  const std::string sentence = holder_sentence(std::filesystem::path(folder));

  EXPECT_NE(sentence.find(fmt::format("process {} (", ::getpid())), std::string::npos) << sentence;
  ::close(lock);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace pledgebook::cli
