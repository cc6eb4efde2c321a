// SPDX-License-Identifier: Apache-2.0
#include "server/routes/answer_cache.h"

#include <iterator>
#include <utility>

namespace pledgebook::server {
namespace {

// A larger answer would push too many others out of the cache.
constexpr std::size_t kPartMax = 8;

std::size_t bytes_of(const std::string& key, const Response& answer) {
  constexpr std::size_t kOverhead = 256;  // of the hash table and the answer's other members
  return key.size() + answer.body.size() + kOverhead;
}

}  // namespace

std::shared_ptr<const Response> AnswerCache::find(std::string_view key, std::string_view etag) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const Order::iterator kept = found->second;
  if (kept->answer->etag != etag) {
    forget(kept);  // its ETag is never current again
    return nullptr;
  }
  order_.splice(order_.begin(), order_, kept);
  return kept->answer;
}

void AnswerCache::keep(const std::string& key, std::shared_ptr<const Response> answer) {
  const std::size_t bytes = bytes_of(key, *answer);
  if (bytes > bytes_max_ / kPartMax) return;
  if (const auto found = by_key_.find(key); found != by_key_.end()) forget(found->second);
  while (bytes_ + bytes > bytes_max_) forget(std::prev(order_.end()));
  bytes_ += bytes;
  order_.push_front({key, std::move(answer)});
  by_key_.emplace(order_.front().key, order_.begin());
}

void AnswerCache::forget(Order::iterator kept) {
  bytes_ -= bytes_of(kept->key, *kept->answer);
  by_key_.erase(kept->key);
  order_.erase(kept);
}

}  // namespace pledgebook::server
