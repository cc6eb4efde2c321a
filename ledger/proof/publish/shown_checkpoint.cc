// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/shown_checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "crypto/sha256.h"
#include "ledger/proof/cosignature.h"

namespace pledgebook::ledger {
namespace {

constexpr unsigned kOk = 200;
constexpr unsigned kNotFound = 404;

std::unexpected<Error> failure(Errc code, std::string sentence) {
  return std::unexpected(Error{code, std::move(sentence)});
}

std::string monitoring_url(std::string_view url, std::string_view origin) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return fmt::format("{}/{}/checkpoint", url, crypto::sha256(crypto::as_bytes(origin)).hex());
}

}  // namespace

std::string said(const WitnessResponse& response) {
  constexpr std::size_t kSaidBytesMax = 400;
  std::string line = response.body.substr(0, std::min(response.body.find('\n'), kSaidBytesMax));
  if (line.empty()) return fmt::format("answers with status {}", response.status);
  std::ranges::replace_if(line, [](char c) { return c < ' ' || c > '~'; }, '?');
  return fmt::format("answers with status {}: {}", response.status, line);
}

Result<std::optional<CheckpointNote>> shown_checkpoint(const PolicyWitness& witness,
                                                       const crypto::VerifierKey& log,
                                                       const WitnessTransport& transport) {
  if (witness.url.empty())
    return failure(Errc::not_found, "can't be asked: the policy has no URL for it");
  const auto response = transport({.url = monitoring_url(witness.url, log.name())});
  if (!response) return failure(Errc::storage, "does not answer: " + response.error());
  if (response->status == kNotFound) return std::optional<CheckpointNote>();
  if (response->status != kOk) return failure(Errc::unproven, said(*response));
  auto shown = open_checkpoint(response->body, log);
  if (!shown) {
    return failure(Errc::unproven,
                   "shows something that is not a checkpoint of this log: " + shown.error().detail);
  }
  return std::optional(*std::move(shown));
}

Result<void> check_cosigned(const CheckpointNote& shown, const PolicyWitness& witness) {
  const auto cosigned = earliest_cosignature(shown.note, witness.key);
  if (!cosigned) {
    return failure(Errc::unproven,
                   "shows a checkpoint that is not valid: " + cosigned.error().detail);
  }
  if (*cosigned) return {};
  return failure(Errc::unproven,
                 "shows a checkpoint without a cosignature by its key " + witness.key.text());
}

}  // namespace pledgebook::ledger
