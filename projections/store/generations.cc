// SPDX-License-Identifier: Apache-2.0
#include "projections/store/generations.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <string>
#include <system_error>

namespace pledgebook::projections {
namespace {

namespace fs = std::filesystem;
using ledger::Errc;
using ledger::Error;
using ledger::Result;

// How often a reader tries again if the generation was replaced after it read CURRENT and before it
// opened the database.
constexpr int kOpenAttempts = 16;

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<void> sync_path(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return std::unexpected(ledger::system_error("can't open " + path.string(), errno));
  const int code = ::fsync(descriptor);
  const int failure = errno;
  ::close(descriptor);
  if (code != 0)
    return std::unexpected(ledger::system_error("can't write " + path.string(), failure));
  return {};
}

}  // namespace

Result<ledger::DirectoryLock> Generations::lock() const {
  std::error_code failed;
  fs::create_directories(views_, failed);
  if (!failed) fs::permissions(views_, fs::perms::owner_all, failed);
  if (failed) {
    return std::unexpected(ledger::system_error("can't make " + views_.string(), failed.value()));
  }
  return ledger::DirectoryLock::take(views_);
}

std::optional<std::uint64_t> Generations::current() const {
  std::ifstream file(views_ / "CURRENT");
  std::string text;
  if (!std::getline(file, text)) return std::nullopt;
  return parse_number(text);
}

Result<std::shared_ptr<ViewStore>> Generations::open_current() const {
  Error last{Errc::not_found, "there are no views yet: run `pledgebook rebuild`"};
  std::optional<std::uint64_t> tried;
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    const auto number = current();
    if (!number || number == tried) break;
    tried = number;
    auto store = ViewStore::open(views_ / std::to_string(*number), Mode::read);
    if (store) return store;
    last = std::move(store).error();
  }
  return std::unexpected(std::move(last));
}

Result<std::shared_ptr<ViewStore>> Generations::open_live(
    std::optional<std::uint64_t> number) const {
  std::error_code failed;
  if (!number || !fs::exists(views_ / std::to_string(*number) / "data.mdb", failed))
    return std::shared_ptr<ViewStore>();
  return ViewStore::open(views_ / std::to_string(*number), Mode::live);
}

Result<std::shared_ptr<ViewStore>> Generations::make_next(Mode mode) const {
  std::uint64_t number = current().value_or(0) + 1;
  std::error_code failed;
  while (fs::exists(views_ / std::to_string(number), failed)) {
    // Left by a rebuild that was interrupted.
    fs::remove_all(views_ / std::to_string(number), failed);
    if (failed) ++number;
  }
  return ViewStore::open(views_ / std::to_string(number), mode);
}

Result<void> Generations::use(const ViewStore& store) const {
  const std::string number = store.directory().filename().string();
  const fs::path draft = views_ / "CURRENT.new";
  {
    std::ofstream file(draft, std::ios::trunc);
    file << number << '\n';
    file.close();
    if (!file) {
      return std::unexpected(ledger::system_error("can't write " + draft.string(), errno));
    }
  }
  LEDGER_CHECK(sync_path(draft));
  LEDGER_CHECK(sync_path(store.directory()));
  std::error_code failed;
  fs::rename(draft, views_ / "CURRENT", failed);
  if (failed) {
    return std::unexpected(
        ledger::system_error("can't write " + (views_ / "CURRENT").string(), failed.value()));
  }
  return sync_path(views_);
}

void Generations::remove_others(const ViewStore& store) const {
  const std::string number = store.directory().filename().string();
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(views_, failed)) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    if (parse_number(name) && name != number) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace pledgebook::projections
