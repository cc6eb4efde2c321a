// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "crypto/hex.h"
#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

SecretKey some_key() { return SecretKey::from_seed(sha256(as_bytes("a key in a file")).bytes); }

class KeyFile : public ::testing::Test {
 protected:
  KeyFile() {
    std::string name = (std::filesystem::temp_directory_path() / "key_file_XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    directory_ = name;
  }
  ~KeyFile() override {
    std::error_code error;
    std::filesystem::remove_all(directory_, error);
  }

  [[nodiscard]] std::filesystem::path at(std::string_view name) const { return directory_ / name; }
  [[nodiscard]] static std::string content(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  static void put(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
  }
  // Whether `openssl <arguments>` succeeds; $D in the arguments is the directory.
  [[nodiscard]] bool openssl(const std::string& arguments) const {
    const std::string command =
        "D='" + directory_.string() + "'; openssl " + arguments + " >\"$D\"/log 2>&1";
    return std::system(command.c_str()) == 0;
  }

 private:
  std::filesystem::path directory_;
};

TEST_F(KeyFile, RoundTripsPlainAndEncrypted) {
  for (const std::string passphrase : {"", "correct horse"}) {
    const auto path = at("key" + passphrase);

    ASSERT_TRUE(write_secret_key(path, some_key(), passphrase));
    const auto key = read_secret_key(path, passphrase);

    ASSERT_TRUE(key) << key.error();
    EXPECT_EQ(to_hex(key->seed()), to_hex(some_key().seed()));
    EXPECT_EQ(is_encrypted_pem(content(path)), !passphrase.empty());
  }
}

TEST_F(KeyFile, IsForItsOwnerOnly) {
  ASSERT_TRUE(write_secret_key(at("key"), some_key(), ""));

  struct ::stat status{};
  ASSERT_EQ(::stat(at("key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(KeyFile, IsNeverOverwritten) {
  put(at("key"), "precious");

  const auto result = write_secret_key(at("key"), some_key(), "");

  ASSERT_FALSE(result);
  EXPECT_THAT(result.error(), StartsWith(at("key").string() + ": "));
  EXPECT_THAT(result.error(), HasSubstr("not overwritten"));
  EXPECT_EQ(content(at("key")), "precious");
}

TEST_F(KeyFile, IsNotWrittenThroughALink) {
  std::filesystem::create_symlink(at("elsewhere"), at("key"));

  EXPECT_FALSE(write_secret_key(at("key"), some_key(), ""));
  EXPECT_FALSE(std::filesystem::exists(at("elsewhere")));
}

TEST_F(KeyFile, NamesThePathAndTheReasonWhenItCannotBeOpened) {
  const auto missing = read_secret_key(at("none"), "");
  const auto directory = read_secret_key(at("."), "");
  const auto nowhere = write_secret_key(at("none/key"), some_key(), "");

  EXPECT_THAT(missing.error(), HasSubstr("none: cannot open the key file: No such file"));
  EXPECT_THAT(directory.error(), HasSubstr("is not a file"));
  EXPECT_THAT(nowhere.error(), HasSubstr("cannot create the key file: No such file"));
}

TEST_F(KeyFile, DoesNotWaitForAPipe) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);

  EXPECT_THAT(read_secret_key(at("pipe"), "").error(), HasSubstr("pipe: is not a file"));
}

TEST_F(KeyFile, SaysWhetherOthersMayReadIt) {
  ASSERT_TRUE(write_secret_key(at("key"), some_key(), ""));
  EXPECT_FALSE(read_key_file(at("key"))->others_may_read);

  for (const mode_t mode : {0640U, 0604U}) {
    ASSERT_EQ(::chmod(at("key").c_str(), mode), 0);
    EXPECT_TRUE(read_key_file(at("key"))->others_may_read) << mode;
  }
}

TEST_F(KeyFile, RefusesFilesThatAreTooLongWhateverTheyHold) {
  put(at("long"), std::string(kKeyFileBytesMax, '\n') + to_pem(some_key()));
  put(at("longest"),
      to_pem(some_key()) + std::string(kKeyFileBytesMax - to_pem(some_key()).size(), '\n'));

  EXPECT_THAT(read_secret_key(at("long"), "").error(), HasSubstr("too long"));
  EXPECT_TRUE(read_secret_key(at("longest"), ""));
}

TEST_F(KeyFile, ReportsAWrongPassphraseWithoutRepeatingIt) {
  ASSERT_TRUE(write_secret_key(at("key"), some_key(), "correct horse"));

  const auto key = read_secret_key(at("key"), "battery staple");

  ASSERT_FALSE(key);
  EXPECT_THAT(key.error(), HasSubstr("passphrase does not open the key"));
  EXPECT_THAT(key.error(), ::testing::Not(HasSubstr("battery")));
}

TEST_F(KeyFile, IsLeftNowhereWhenItCannotBeWritten) {
  EXPECT_FALSE(write_secret_key(at("key"), some_key(), std::string(kPassphraseBytesMax + 1, 'x')));
  EXPECT_FALSE(std::filesystem::exists(at("key")));
}

TEST_F(KeyFile, IsUnderstoodByOpenssl) {
  if (!openssl("version")) GTEST_SKIP() << "the openssl command is not installed";
  const std::string message = "we pledge to connect 500 schools";
  put(at("message"), message);
  ASSERT_TRUE(write_secret_key(at("plain"), some_key(), ""));
  ASSERT_TRUE(write_secret_key(at("encrypted"), some_key(), "correct horse"));
  put(at("public"), to_pem(some_key().public_key()));

  EXPECT_TRUE(openssl("pkeyutl -sign -rawin -inkey \"$D\"/plain -in \"$D\"/message -out \"$D\"/1"))
      << content(at("log"));
  EXPECT_TRUE(
      openssl("pkeyutl -sign -rawin -inkey \"$D\"/encrypted -passin 'pass:correct horse' "
              "-in \"$D\"/message -out \"$D\"/2"))
      << content(at("log"));
  const Signature signature = some_key().sign(as_bytes(message));
  put(at("3"), as_text(signature.bytes));
  EXPECT_TRUE(
      openssl("pkeyutl -verify -rawin -pubin -inkey \"$D\"/public -in \"$D\"/message "
              "-sigfile \"$D\"/3"))
      << content(at("log"));

  EXPECT_EQ(content(at("1")), as_text(signature.bytes));
  EXPECT_EQ(content(at("2")), as_text(signature.bytes));
}

TEST_F(KeyFile, ReadsWhatOpensslWrites) {
  if (!openssl("version")) GTEST_SKIP() << "the openssl command is not installed";
  ASSERT_TRUE(openssl("genpkey -algorithm ed25519 -out \"$D\"/plain"));
  ASSERT_TRUE(openssl("pkey -in \"$D\"/plain -pubout -out \"$D\"/public"));
  ASSERT_TRUE(openssl("pkcs8 -topk8 -scrypt -passout pass:p -in \"$D\"/plain -out \"$D\"/scrypt"));
  ASSERT_TRUE(openssl("pkcs8 -topk8 -passout pass:p -in \"$D\"/plain -out \"$D\"/pbkdf2"));

  const auto plain = read_secret_key(at("plain"), "");
  const auto scrypt = read_secret_key(at("scrypt"), "p");
  const auto pbkdf2 = read_secret_key(at("pbkdf2"), "p");

  ASSERT_TRUE(plain && scrypt && pbkdf2);
  EXPECT_EQ(parse_public_key_pem(content(at("public"))), plain->public_key());
  EXPECT_EQ(scrypt->public_key(), plain->public_key());
  EXPECT_EQ(pbkdf2->public_key(), plain->public_key());
}

}  // namespace
}  // namespace pledgebook::crypto
