// SPDX-License-Identifier: Apache-2.0
#include "cli/book/server_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "cli/book/server_problem.h"
#include "crypto/base64.h"
#include "ledger/log/record/record.h"
#include "ledger/proof/receipt.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kPageRecords = 1'000;
constexpr unsigned kOk = 200;
constexpr unsigned kNotFound = 404;

Failure unexpected_answer(const std::string& server) {
  return {ExitStatus::unavailable,
          fmt::format("the answer of {} has an unknown format: use the same version of the program",
                      server)};
}

// The text of a member; empty if there is none.
std::string text_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

// A record as the server shows it; nothing if the record is not a statement.
std::optional<BookEntry> entry_of(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const auto bytes = crypto::from_base64(text_in(*object, "bytes"));
  if (!bytes) return std::nullopt;
  auto record = ledger::decode_record(crypto::as_text(*bytes));
  if (!record) return std::nullopt;
  auto* statement = std::get_if<ledger::SignedStatement>(&record->content);
  if (statement == nullptr) return std::nullopt;
  const ledger::Sid sid = ledger::statement_id(statement->payload);
  return BookEntry{record->index, record->recorded_at, sid, std::move(*statement)};
}

std::vector<ledger::Role> roles_of(const json::object& object) {
  std::vector<ledger::Role> roles;
  const json::value* values = object.if_contains("roles");
  if (values == nullptr || !values->is_array()) return roles;
  for (const json::value& value : values->get_array()) {
    if (!value.is_string()) continue;
    if (const auto role = ledger::from_name<ledger::Role>(value.get_string())) {
      roles.push_back(*role);
    }
  }
  return roles;
}

bool is_true(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<std::uint64_t> number_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr) return std::nullopt;
  boost::system::error_code error;
  const auto number = value->to_number<std::uint64_t>(error);
  if (error) return std::nullopt;
  return number;
}

}  // namespace

Outcome<std::unique_ptr<ServerBook>> ServerBook::open(const std::string& url,
                                                      const server::ClientOptions& options) {
  auto address = server::ServerAddress::parse(url);
  if (!address) return usage(fmt::format("--server {}: {}", url, address.error()));
  return std::unique_ptr<ServerBook>(new ServerBook(*address, options));
}

ServerBook::ServerBook(const server::ServerAddress& address, const server::ClientOptions& options)
    : name_(address.text()), client_(address, options), sender_(address, options) {}

Outcome<std::optional<json::object>> ServerBook::find(const std::string& target) {
  auto response = client_.get(target);
  if (!response) return unavailable(response.error());
  if (response->status == kNotFound) return std::optional<json::object>();
  if (response->status != kOk) return std::unexpected(failure_of_response(name_, *response));
  boost::system::error_code error;
  json::value value = json::parse(response->body, error);
  if (error || !value.is_object()) return std::unexpected(unexpected_answer(name_));
  return std::optional(std::move(value.get_object()));
}

Outcome<json::object> ServerBook::get(const std::string& target) {
  auto response = client_.get(target);
  if (!response) return unavailable(response.error());
  return object_of(*response);
}

Outcome<json::object> ServerBook::object_of(const server::HttpResponse& response) const {
  if (response.status != kOk) return std::unexpected(failure_of_response(name_, response));
  boost::system::error_code error;
  json::value value = json::parse(response.body, error);
  if (error || !value.is_object()) return std::unexpected(unexpected_answer(name_));
  return std::move(value.get_object());
}

Outcome<std::string> ServerBook::ledger() {
  LEDGER_TRY(const json::object answer, get("/api/v1/ledger"));
  std::string ledger = text_in(answer, "ledger");
  if (ledger.empty()) return std::unexpected(unexpected_answer(name_));
  return ledger;
}

Outcome<std::optional<KeyHolder>> ServerBook::holder(const ledger::KeyId& key) {
  LEDGER_TRY(const auto answer, find("/api/v1/keys/" + key.hex()));
  if (!answer) return std::optional<KeyHolder>();
  const auto party = ledger::PartyId::parse(text_in(*answer, "party"));
  if (!party) return std::unexpected(unexpected_answer(name_));
  return KeyHolder{
      .party = *party,
      .roles = roles_of(*answer),
      .root = is_true(*answer, "root"),
      .active = is_true(*answer, "active"),
      .root_quorum = static_cast<std::uint32_t>(number_in(*answer, "root_quorum").value_or(0))};
}

Outcome<bool> ServerBook::has_active_key(const ledger::PartyId& party) {
  LEDGER_TRY(const auto answer, find("/api/v1/parties/" + party.text()));
  return answer && is_true(*answer, "has_active_key");
}

Outcome<std::optional<ledger::Sid>> ServerBook::head(const ledger::StreamId& stream) {
  LEDGER_TRY(const json::object answer, get("/api/v1/streams/" + stream.text()));
  return ledger::Sid::from_hex(text_in(answer, "head"));
}

Outcome<void> ServerBook::add_entries(const json::object& page, std::vector<BookEntry>& entries) {
  const json::value* records = page.if_contains("records");
  if (records == nullptr || !records->is_array()) return std::unexpected(unexpected_answer(name_));
  for (const json::value& record : records->get_array()) {
    if (auto entry = entry_of(record)) entries.push_back(*std::move(entry));
  }
  return {};
}

Outcome<std::vector<BookEntry>> ServerBook::stream(const ledger::StreamId& stream) {
  std::vector<BookEntry> entries;
  std::optional<std::uint64_t> after;
  do {
    std::string target = fmt::format("/api/v1/statements?stream={}&limit={}",
                                     server::escape(stream.text()), kPageRecords);
    if (after) target += fmt::format("&after={}", *after);
    LEDGER_TRY(const json::object page, get(target));
    LEDGER_CHECK(add_entries(page, entries));
    const auto next = number_in(page, "next");
    if (next && after && *next <= *after) return std::unexpected(unexpected_answer(name_));
    after = next;
  } while (after);
  return entries;
}

Outcome<std::uint64_t> ServerBook::size() {
  LEDGER_TRY(const json::object answer, get("/api/v1/ledger"));
  const auto size = number_in(answer, "size");
  if (!size) return std::unexpected(unexpected_answer(name_));
  return *size;
}

Outcome<std::vector<BookEntry>> ServerBook::records(std::uint64_t first, std::uint64_t limit) {
  std::vector<BookEntry> entries;
  std::uint64_t next = first;
  const std::uint64_t end = first + limit;
  while (next < end) {
    std::string target =
        fmt::format("/api/v1/records?limit={}", std::min(kPageRecords, end - next));
    if (next > 0) target += fmt::format("&after={}", next - 1);
    LEDGER_TRY(const json::object page, get(target));
    LEDGER_CHECK(add_entries(page, entries));
    const auto last = number_in(page, "next");
    if (!last) break;
    if (*last < next) return std::unexpected(unexpected_answer(name_));
    next = *last + 1;
  }
  return entries;
}

Outcome<std::string> ServerBook::receipt(ledger::Index index) {
  const std::string target = fmt::format("/api/v1/receipts/{}", ledger::number(index));
  auto response = client_.fetch(target, ledger::kReceiptBytesMax);
  if (!response) return unavailable(response.error());
  if (response->status != kOk) return std::unexpected(failure_of_response(name_, *response));
  return std::move(response->body);
}

Outcome<std::vector<ledger::Refusal>> ServerBook::would_refuse(
    const std::string& payload, const std::vector<ledger::KeyId>& keys) {
  std::string target = "/api/v1/statements/check";
  char separator = '?';
  for (const ledger::KeyId& key : keys)
    target += std::exchange(separator, '&') + ("key=" + key.hex());
  auto response = client_.post(target, "application/json", payload);
  if (!response) return unavailable(response.error());
  LEDGER_TRY(const json::object answer, object_of(*response));
  const json::value* refusals = answer.if_contains("refusals");
  if (refusals == nullptr || !refusals->is_array())
    return std::unexpected(unexpected_answer(name_));
  std::vector<ledger::Refusal> found;
  for (const json::value& value : refusals->get_array()) {
    const json::object* refusal = value.if_object();
    if (refusal == nullptr) return std::unexpected(unexpected_answer(name_));
    found.push_back({text_in(*refusal, "code"), text_in(*refusal, "pointer"),
                     text_in(*refusal, "rule"), text_in(*refusal, "accepted")});
  }
  return found;
}

void ServerBook::submit(ledger::SignedStatement statement, Done done) {
  sender_.submit(ledger::encode_envelope(statement), std::move(done));
}

// Read models follow the log by some milliseconds. The answer waits for what the log has now, so
// that a statement that was accepted before, by whichever program, is in it.
Outcome<json::object> ServerBook::ask(std::string_view what, const Parameters& parameters) {
  LEDGER_TRY(const std::uint64_t size, this->size());
  std::string target = "/api/v1/" + std::string(what);
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    target += std::exchange(separator, '&') + server::escape(name) + "=" + server::escape(value);
  }
  return get(fmt::format("{}{}min_size={}", target, separator, size));
}

}  // namespace pledgebook::cli
