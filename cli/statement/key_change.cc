// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/key_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/statement/draft.h"
#include "cli/statement/key_in_hand.h"
#include "crypto/base64.h"

namespace pledgebook::cli {
namespace {

constexpr std::size_t kKeyDigitsMin = 4;

bool is_beginning_of_id(std::string_view text) {
  return text.size() >= kKeyDigitsMin &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

void add_new_key_options(Command& command, NewKey& key, std::string_view party,
                         std::string_view label) {
  command
      .option(key.party, {.names = "--party",
                          .value = "PARTY",
                          .description = std::string(party),
                          .need = OptionInfo::Need::required})
      .option(key.file, {.names = "--key-file",
                         .value = "FILE",
                         .description = "the new key, secret or public",
                         .need = OptionInfo::Need::required})
      .option(key.label, {.names = "--label",
                          .value = "TEXT",
                          .description = fmt::format("a label for people, such as \"{}\"", label),
                          .need = OptionInfo::Need::required});
}

void add_signed_options(Command& command, std::optional<std::string>& at, SigningOptions& signing,
                        Delivery& delivery) {
  command.option(at, at_option());
  add_signing_options(command, signing);
  add_delivery_options(command, delivery);
}

Outcome<void> deliver_new_key(const Place& place, std::string_view kind, const NewKey& key,
                              const boost::json::object& more) {
  const auto party = ledger::PartyId::parse(key.party);
  if (!party)
    return usage(fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", key.party));
  LEDGER_TRY(const ledger::Instant at, read_at(key.at));
  LEDGER_TRY(EitherKey brought, read_either(key.file, key.signing.passphrase));
  Draft draft{.kind = std::string(kind),
              .stream = ledger::StreamId::keys(*party),
              .at = at,
              .body = more,
              .signers = {}};
  draft.body["public_key"] = crypto::to_base64(brought.public_key.bytes());
  draft.body["label"] = key.label;
  LEDGER_TRY(const auto book, open_book(place, purpose_of(key.delivery)));
  LEDGER_TRY(const auto keys, read_keys(*book, key.signing.keys, key.signing.passphrase,
                                        std::move(brought.in_hand)));
  return deliver(*book, std::move(draft), keys, key.delivery);
}

void add_revocation_options(Command& command, Revocation& revocation) {
  command
      .option(revocation.reason, {.names = "--reason",
                                  .value = "TEXT",
                                  .description = "why",
                                  .need = OptionInfo::Need::required})
      .option(
          revocation.compromised_since,
          {.names = "--compromised-since",
           .value = "N",
           .description =
               "mark what it signed from record N on as disputed; registrar or root keys only"});
}

boost::json::object revocation_body(const Revocation& revocation, const std::string& key) {
  boost::json::object body{{"key", key}, {"reason", revocation.reason}};
  if (revocation.compromised_since) body["compromised_since"] = *revocation.compromised_since;
  return body;
}

Outcome<ledger::KeyId> find_key_id(const std::string& given, const std::vector<ledger::Key>& known,
                                   std::string_view whose, const PassphraseSource& passphrase) {
  if (const auto id = ledger::KeyId::from_hex(given)) return *id;
  std::error_code error;
  if (std::filesystem::exists(given, error) || !is_beginning_of_id(given)) {
    LEDGER_TRY(const EitherKey key, read_either(given, passphrase));
    return ledger::KeyId{key.public_key.id()};
  }
  std::vector<ledger::KeyId> found;
  for (const ledger::Key& key : known) {
    if (key.id.hex().starts_with(given)) found.push_back(key.id);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return not_found(fmt::format("no key of {} begins with {}: `pledgebook key list {}` shows them",
                                 whose, given, whose));
  }
  return usage(
      fmt::format("{} keys of {} begin with {}: give more characters", found.size(), whose, given));
}

}  // namespace pledgebook::cli
