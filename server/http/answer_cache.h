// SPDX-License-Identifier: Apache-2.0
// AnswerCache: answers from read models, kept as long as their ETag is the current one. A dashboard
// asks the same few questions for everybody; between two records each is computed once.
//
// Threads: the I/O thread only.
#pragma once

#include <cstddef>
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
  [[nodiscard]] std::shared_ptr<const Response> find(const std::string& key,
                                                     std::string_view etag) const;
  // Forgets all others where there would be too many: a new size makes them stale anyway.
  void keep(const std::string& key, std::shared_ptr<const Response> answer);

 private:
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  // Shared with the sessions that are writing them out.
  std::unordered_map<std::string, std::shared_ptr<const Response>> answers_;
};

}  // namespace pledgebook::server
