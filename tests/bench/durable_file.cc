// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "tests/bench/give_up.h"

namespace pledgebook::bench {

DurableFile::DurableFile(const std::filesystem::path& path)
    : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) give_up("a file can't be made: " + path.string());
}

DurableFile::~DurableFile() { ::close(descriptor_); }

void DurableFile::append(std::string_view bytes) const {
  const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
  if (written != static_cast<ssize_t>(bytes.size()) || ::fdatasync(descriptor_) != 0)
    give_up("a file can't be written");
}

}  // namespace pledgebook::bench
