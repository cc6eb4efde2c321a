// SPDX-License-Identifier: Apache-2.0
// Key files on disk. The PEM forms are in key_pem.cc.
#include "crypto/key_file.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace pledgebook::crypto {
namespace {

// Owns a descriptor and closes it.
class File {
 public:
  explicit File(int descriptor) noexcept : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] bool sync() const noexcept { return ::fsync(descriptor_) == 0; }
  // Whether the system accepted it: some file systems report a failed write only here.
  [[nodiscard]] bool close() noexcept { return ::close(std::exchange(descriptor_, -1)) == 0; }

 private:
  int descriptor_;
};

// Wipes text that holds a secret when it goes out of scope.
class Wiper {
 public:
  explicit Wiper(std::span<char> secret) noexcept : secret_(secret) {}
  Wiper(const Wiper&) = delete;
  Wiper& operator=(const Wiper&) = delete;
  ~Wiper() { OPENSSL_cleanse(secret_.data(), secret_.size()); }

 private:
  std::span<char> secret_;
};

std::unexpected<std::string> failure(const std::filesystem::path& path, std::string_view what) {
  return std::unexpected(path.string().append(": ").append(what));
}

std::unexpected<std::string> failure(const std::filesystem::path& path, std::string_view what,
                                     int error) {
  return failure(path, std::string(what) + ": " + std::generic_category().message(error));
}

// Whether all of `text` was written; if not, errno says why.
bool write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// How much was read before the end of file or of `buffer`, or -1 with errno.
ssize_t read_all(int descriptor, std::span<char> buffer) noexcept {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t got = ::read(descriptor, buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(size);
}

// A file is durable only when its directory entry is.
bool sync_directory_of(const std::filesystem::path& path) noexcept {
  const std::filesystem::path directory = path.has_parent_path() ? path.parent_path() : ".";
  const File file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return file.is_open() && file.sync();
}

}  // namespace

std::expected<KeyFileText, std::string> read_key_file(const std::filesystem::path& path) {
  // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return failure(path, "cannot open the key file", errno);
  struct ::stat status{};
  if (::fstat(file.descriptor(), &status) != 0)
    return failure(path, "cannot read the key file", errno);
  if (!S_ISREG(status.st_mode))
    return failure(path, "is not a file: write the key to a file, and give its name");
  std::array<char, kKeyFileBytesMax + 1> buffer;  // one more, to notice a file that is too long
  const Wiper wiper(buffer);
  const ssize_t size = read_all(file.descriptor(), buffer);
  if (size < 0) return failure(path, "cannot read the key file", errno);
  return KeyFileText{std::string(buffer.data(), static_cast<std::size_t>(size)),
                     (status.st_mode & (S_IRGRP | S_IROTH)) != 0};
}

std::expected<SecretKey, std::string> read_secret_key(const std::filesystem::path& path,
                                                      std::string_view passphrase) {
  auto text = read_key_file(path);
  if (!text) return std::unexpected(std::move(text).error());
  const Wiper wiper(text->pem);
  auto key = parse_secret_key_pem(text->pem, passphrase);
  if (!key) return failure(path, key.error());
  return key;
}

std::expected<void, std::string> write_secret_key(const std::filesystem::path& path,
                                                  const SecretKey& key,
                                                  std::string_view passphrase) {
  auto pem = passphrase.empty() ? std::expected<std::string, std::string>(to_pem(key))
                                : to_encrypted_pem(key, passphrase);
  if (!pem) return failure(path, pem.error());
  const Wiper wiper(*pem);

  File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open() && errno == EEXIST) {
    return failure(path,
                   "exists already and is not overwritten; choose another name or move it away");
  }
  if (!file.is_open()) return failure(path, "cannot create the key file", errno);
  if (write_all(file.descriptor(), *pem) && file.sync() && file.close() &&
      sync_directory_of(path)) {
    return {};
  }
  const int error = errno;
  ::unlink(path.c_str());
  return failure(path, "cannot write the key file", error);
}

}  // namespace pledgebook::crypto
