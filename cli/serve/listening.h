// SPDX-License-Identifier: Apache-2.0
// Listening: where a server listens, how it speaks there, and how it writes its journal: the
// options that `serve` and `witness serve` have in common.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/shell/command.h"
#include "cli/shell/outcome.h"
#include "ledger/journal.h"
#include "ledger/journal_writer.h"
#include "server/io/tls_context.h"

namespace pledgebook::cli {

// Plain HTTP to the network: beyond this machine anybody on the way can read and change it.
enum class PlainHttp : std::uint8_t { loopback, network };

// As given on the command line.
struct ListeningOptions {
  std::string listen;
  std::optional<std::string> tls_certificate = {};
  std::optional<std::string> tls_key = {};
  bool insecure_listen = false;
  std::string log_format_name = {};  // of the option, as add_listening_options is told
  std::string log_format = "text";
  std::string log_level = "info";
};

struct Listening {
  std::string address;                       // "127.0.0.1:8080"
  std::optional<server::TlsFiles> tls = {};  // none: plain HTTP
  PlainHttp plain_http = PlainHttp::loopback;
  ledger::JournalFormat log_format = ledger::JournalFormat::text;
  ledger::Severity log_least = ledger::Severity::info;
};

// Adds the options to a command. They outlive it. `log_format_name` is what the option of the
// journal's format is called there: "--log".
void add_listening_options(Command& command, ListeningOptions& options,
                           const std::string& log_format_name);
// What they mean; the sentence of a failure names the option.
[[nodiscard]] Outcome<Listening> parse_listening(const ListeningOptions& options);

// An address to listen at: "127.0.0.1:8080", "[::1]:8080".
struct Listen {
  std::string host;
  std::uint16_t port = 0;
};
// Refuses what is no address, and plain HTTP to the network unless it is wanted.
enum class Encryption : std::uint8_t { none, tls };
[[nodiscard]] Outcome<Listen> check_listen(const std::string& address, Encryption encryption,
                                           PlainHttp plain_http);
// What listens at `listen`, as a URL: "http://127.0.0.1:8080", "https://0.0.0.0:443".
[[nodiscard]] std::string address_to_show(const std::string& listen, std::uint16_t port,
                                          Encryption encryption);

}  // namespace pledgebook::cli
