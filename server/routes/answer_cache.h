// SPDX-License-Identifier: Apache-2.0
// AnswerCache: keeps answers from read models while their ETag is current. A dashboard asks the
// same few questions for everybody; between two records each is computed once.
//
// Threads: the I/O thread only.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http/response.h"

namespace pledgebook::server {

class AnswerCache {
 public:
  explicit AnswerCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  // The answer kept under `key`, if it has this ETag; else null.
  [[nodiscard]] std::shared_ptr<const Response> find(std::string_view key, std::string_view etag);
  // If the cache is full, the least recently used answers are removed.
  void keep(const std::string& key, std::shared_ptr<const Response> answer);

 private:
  struct Kept {
    std::string key;
    // Shared with the sessions that are sending it.
    std::shared_ptr<const Response> answer;
  };
  using Order = std::list<Kept>;
  void forget(Order::iterator kept);

  const std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  Order order_;                                                   // most recently used first
  std::unordered_map<std::string_view, Order::iterator> by_key_;  // keys are those of `order_`
};

}  // namespace pledgebook::server
