// SPDX-License-Identifier: Apache-2.0
#include "server/http/etag.h"

#include "crypto/hex.h"
#include "crypto/sha256.h"

namespace pledgebook::server {
namespace {

constexpr std::size_t kHashBytes = 12;

std::string hash_text(std::string_view text) {
  const crypto::Hash hash = crypto::sha256(crypto::as_bytes(text));
  return crypto::to_hex(crypto::Bytes(hash.bytes).first(kHashBytes));
}

std::string_view without_weak_prefix(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string make_etag(std::string_view basis) { return "W/\"" + hash_text(basis) + "\""; }

bool none_match_names(std::string_view if_none_match, std::string_view etag) {
  std::string_view rest = trimmed(if_none_match);
  if (rest == "*") return true;
  const std::string_view wanted = without_weak_prefix(etag);
  // An entity tag holds no quotes, but it may hold commas: so the list is split at quotes.
  while (!rest.empty()) {
    rest = without_weak_prefix(rest);
    if (!rest.starts_with('"')) return false;
    const std::size_t close = rest.find('"', 1);
    if (close == std::string_view::npos) return false;
    if (rest.substr(0, close + 1) == wanted) return true;
    rest = trimmed(rest.substr(close + 1));
    if (!rest.empty() && rest.front() != ',') return false;
    while (rest.starts_with(',')) rest = trimmed(rest.substr(1));
  }
  return false;
}

}  // namespace pledgebook::server
