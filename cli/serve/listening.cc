// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/listening.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace pledgebook::cli {
namespace {

// "host:port"; the host may be an IPv6 address in brackets.
std::optional<Listen> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Listen listen{.host = std::string(text.substr(0, colon)), .port = 0};
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
  if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  return listen;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host == "::1" || host.starts_with("127.");
}

Outcome<std::optional<server::TlsFiles>> tls_files(const ListeningOptions& options) {
  if (!options.tls_certificate && !options.tls_key) return std::nullopt;
  if (options.tls_certificate && options.tls_key)
    return server::TlsFiles{.certificate = *options.tls_certificate, .key = *options.tls_key};
  return usage("--tls-cert and --tls-key belong together: give both files");
}

// The value that the option's word stands for.
template <class Value>
Outcome<Value> value_of(std::string_view option, std::string_view word) {
  if (const auto value = ledger::from_name<Value>(word)) return *value;
  return usage(fmt::format("{} {}: takes one of {}", option, word, ledger::all_names<Value>()));
}

}  // namespace

void add_listening_options(Command& command, ListeningOptions& options,
                           const std::string& log_format_name) {
  options.log_format_name = log_format_name;
  command
      .option(
          options.tls_certificate,
          {.names = "--tls-cert",
           .value = "FILE",
           .description = "serve over TLS 1.3 with this PEM certificate, followed by those up to "
                          "its authority; the file is read again when it changes"})
      .option(
          options.tls_key,
          {.names = "--tls-key", .value = "FILE", .description = "the certificate's key, in PEM"})
      .flag(options.insecure_listen, "--insecure-listen",
            "serve plain HTTP beyond this machine (only behind a proxy that speaks TLS)")
      .option(options.log_format,
              {.names = log_format_name,
               .value = "FORMAT",
               .description = "format of the journal on standard error: text (default) "
                              "or json"})
      .option(options.log_level,
              {.names = "--log-level",
               .value = "LEVEL",
               .description = "least severity written: debug, info (default), warning, error"});
}

Outcome<Listening> parse_listening(const ListeningOptions& options) {
  Listening listening{.address = options.listen};
  LEDGER_TRY(listening.tls, tls_files(options));
  LEDGER_TRY(listening.log_format,
             value_of<ledger::JournalFormat>(options.log_format_name, options.log_format));
  LEDGER_TRY(listening.log_least, value_of<ledger::Severity>("--log-level", options.log_level));
  if (options.insecure_listen) listening.plain_http = PlainHttp::network;
  LEDGER_CHECK(check_listen(listening.address, listening.tls ? Encryption::tls : Encryption::none,
                            listening.plain_http));
  return listening;
}

Outcome<Listen> check_listen(const std::string& address, Encryption encryption,
                             PlainHttp plain_http) {
  const auto listen = parse_listen(address);
  if (!listen) {
    return usage(
        fmt::format("--listen {}: write an address and a port, such as 127.0.0.1:8080", address));
  }
  if (encryption == Encryption::tls || is_loopback(listen->host)) return *listen;
  if (plain_http == PlainHttp::network) return *listen;
  return usage(fmt::format(
      "--listen {}: over plain HTTP, anybody between here and a reader can change what is read: "
      "give a certificate with --tls-cert and --tls-key, or, behind a proxy that has one, "
      "--insecure-listen",
      address));
}

std::string address_to_show(const std::string& listen, std::uint16_t port, Encryption encryption) {
  return fmt::format("{}://{}:{}", encryption == Encryption::tls ? "https" : "http",
                     listen.substr(0, listen.rfind(':')), port);
}

}  // namespace pledgebook::cli
