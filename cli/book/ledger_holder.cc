// SPDX-License-Identifier: Apache-2.0
#include "cli/book/ledger_holder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kListenDefault = "127.0.0.1:8080";

// The process with the lock on the file, from lines such as
// "3: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF".
std::optional<int> process_with_lock(const std::filesystem::path& file) {
  struct ::stat status{};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  const std::string inode = fmt::format(":{}", status.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string mode;
    std::string access;
    std::string place;
    int process = 0;
    if (!(words >> number >> kind >> mode >> access >> process >> place)) continue;
    if (kind == "FLOCK" && process > 0 && place.ends_with(inode)) return process;
  }
  return std::nullopt;
}

std::vector<std::string> arguments_of(int process) {
  std::ifstream file(fmt::format("/proc/{}/cmdline", process), std::ios::binary);
  std::vector<std::string> arguments;
  for (std::string argument; std::getline(file, argument, '\0');) arguments.push_back(argument);
  return arguments;
}

// "pledgebook import register.jsonl": the program's name and the words that are not options.
std::string command_of(const std::vector<std::string>& arguments) {
  constexpr std::size_t kWordsMax = 3;
  std::string command = std::filesystem::path(arguments.front()).filename().string();
  std::size_t words = 1;
  for (std::size_t i = 1; i < arguments.size() && words < kWordsMax; ++i) {
    if (arguments[i].starts_with('-')) break;
    command += " " + arguments[i];
    ++words;
  }
  return one_line(command);
}

// The value of an option; nothing if it is not given.
std::optional<std::string> value_of(const std::vector<std::string>& arguments,
                                    const std::string& option) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == option && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with(option + "=")) return arguments[i].substr(option.size() + 1);
  }
  return std::nullopt;
}

// The address where a server listens; "URL" if the system chose the port.
std::string url_of(const std::vector<std::string>& arguments) {
  const std::string address = value_of(arguments, "--listen").value_or(std::string(kListenDefault));
  if (address.ends_with(":0")) return "URL";
  const bool is_encrypted = value_of(arguments, "--tls-cert").has_value();
  return one_line(fmt::format("{}://{}", is_encrypted ? "https" : "http", address));
}

}  // namespace

std::string holder_sentence(const std::filesystem::path& directory) {
  const auto process = process_with_lock(directory / "LOCK");
  return process ? holder_sentence(*process, arguments_of(*process)) : holder_sentence(0, {});
}

std::string holder_sentence(int process, const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    return "another process is writing to this ledger: use --server URL if it is being served, "
           "else wait until it ends";
  }
  const auto is_one = [&](const char* word) {
    return std::ranges::find(arguments, word) != arguments.end();
  };
  const std::string who = fmt::format("process {} ({})", process, command_of(arguments));
  if (is_one("serve") || is_one("demo"))
    return fmt::format("{} is serving this ledger: use --server {}", who, url_of(arguments));
  return fmt::format("{} is writing to this ledger: wait until it ends", who);
}

}  // namespace pledgebook::cli
