// SPDX-License-Identifier: Apache-2.0
// ServerBook: a ledger that a server keeps, over HTTP or HTTPS (docs/API.md).
#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "server/client/client.h"
#include "server/client/statement_sender.h"

namespace pledgebook::cli {

class ServerBook final : public Book {
 public:
  // Connects at the first request.
  [[nodiscard]] static Outcome<std::unique_ptr<ServerBook>> open(
      const std::string& url, const server::ClientOptions& options);

  [[nodiscard]] Outcome<std::string> ledger() override;
  [[nodiscard]] Outcome<std::optional<KeyHolder>> holder(const ledger::KeyId& key) override;
  [[nodiscard]] Outcome<bool> has_active_key(const ledger::PartyId& party) override;
  [[nodiscard]] Outcome<std::optional<ledger::Sid>> head(const ledger::StreamId& stream) override;
  [[nodiscard]] Outcome<std::vector<BookEntry>> stream(const ledger::StreamId& stream) override;
  [[nodiscard]] Outcome<std::uint64_t> size() override;
  [[nodiscard]] Outcome<std::vector<BookEntry>> records(std::uint64_t first,
                                                        std::uint64_t limit) override;
  [[nodiscard]] Outcome<std::string> receipt(ledger::Index index) override;
  [[nodiscard]] Outcome<std::vector<ledger::Refusal>> would_refuse(
      const std::string& payload, const std::vector<ledger::KeyId>& keys) override;
  // Keeps the order of the statements.
  void submit(ledger::SignedStatement statement, Done done) override;
  [[nodiscard]] Outcome<boost::json::object> ask(std::string_view what,
                                                 const Parameters& parameters) override;

 private:
  ServerBook(const server::ServerAddress& address, const server::ClientOptions& options);

  // The JSON of an answer with status 200; for others a Failure with the server's own words.
  [[nodiscard]] Outcome<boost::json::object> get(const std::string& target);
  [[nodiscard]] Outcome<boost::json::object> object_of(const server::HttpResponse& response) const;
  // The same; nothing if the server says that there is no such thing.
  [[nodiscard]] Outcome<std::optional<boost::json::object>> find(const std::string& target);
  // The statements on a page of records.
  [[nodiscard]] Outcome<void> add_entries(const boost::json::object& page,
                                          std::vector<BookEntry>& entries);

  const std::string name_;  // the server's address
  server::Client client_;
  server::StatementSender sender_;  // its destructor waits for all answers
};

}  // namespace pledgebook::cli
