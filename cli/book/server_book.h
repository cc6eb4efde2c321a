// SPDX-License-Identifier: Apache-2.0
// ServerBook: a ledger that a server keeps, over HTTP (docs/API.md).
#pragma once

#include <boost/json/value.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "cli/book/book.h"
#include "server/client/client.h"
#include "server/client/submission_stream.h"

namespace pledgebook::cli {

class ServerBook final : public Book {
 public:
  // Connects only when it is first asked.
  [[nodiscard]] static Outcome<std::unique_ptr<ServerBook>> open(const std::string& url);
  ~ServerBook() override;

  [[nodiscard]] Outcome<std::string> ledger() override;
  [[nodiscard]] Outcome<std::optional<KeyHolder>> holder(const ledger::KeyId& key) override;
  [[nodiscard]] Outcome<bool> has_active_key(const ledger::PartyId& party) override;
  [[nodiscard]] Outcome<std::optional<ledger::Sid>> head(const ledger::StreamId& stream) override;
  [[nodiscard]] Outcome<std::vector<BookEntry>> stream(const ledger::StreamId& stream) override;
  [[nodiscard]] Outcome<std::uint64_t> size() override;
  [[nodiscard]] Outcome<std::vector<BookEntry>> records(std::uint64_t first,
                                                        std::uint64_t limit) override;
  [[nodiscard]] Outcome<std::string> receipt(ledger::Index index) override;
  // All statements go in order on one connection, which is opened again once it broke.
  void submit(ledger::SignedStatement statement, Done done) override;
  [[nodiscard]] Outcome<boost::json::object> ask(std::string_view what,
                                                 const Parameters& parameters) override;

 private:
  explicit ServerBook(server::ServerAddress address);

  // The JSON of an answer with status 200; a Failure with the server's own words for others.
  [[nodiscard]] Outcome<boost::json::object> get(const std::string& target);
  // The same; nothing where the server says that there is no such thing.
  [[nodiscard]] Outcome<std::optional<boost::json::object>> find(const std::string& target);
  void take_answer(ledger::Answer answer);
  // Answers everything that waits, after the connection broke.
  void give_up(const std::string& reason);

  server::ServerAddress address_;
  server::Client client_;

  std::mutex submit_mutex_;  // holds the order of statements and of those who wait for answers
  std::unique_ptr<server::SubmissionStream> stream_;
  std::mutex waiting_mutex_;  // guards waiting_
  std::deque<Done> waiting_;
};

}  // namespace pledgebook::cli
