// SPDX-License-Identifier: Apache-2.0
#include "server/http/answer_cache.h"

#include <utility>

namespace pledgebook::server {
namespace {

// An answer that takes more than this part of the cache would push all others out.
constexpr std::size_t kPartMax = 8;

std::size_t bytes_of(const std::string& key, const Response& answer) {
  constexpr std::size_t kOverhead = 256;  // of the table and the answer's other members
  return key.size() + answer.body.size() + kOverhead;
}

}  // namespace

std::shared_ptr<const Response> AnswerCache::find(const std::string& key,
                                                  std::string_view etag) const {
  const auto found = answers_.find(key);
  if (found == answers_.end() || found->second->etag != etag) return nullptr;
  return found->second;
}

void AnswerCache::keep(const std::string& key, std::shared_ptr<const Response> answer) {
  const std::size_t bytes = bytes_of(key, *answer);
  if (bytes > bytes_max_ / kPartMax) return;
  if (const auto found = answers_.find(key); found != answers_.end()) {
    bytes_ -= bytes_of(key, *found->second);
    answers_.erase(found);
  }
  if (bytes_ + bytes > bytes_max_) {
    answers_.clear();
    bytes_ = 0;
  }
  bytes_ += bytes;
  answers_.emplace(key, std::move(answer));
}

}  // namespace pledgebook::server
