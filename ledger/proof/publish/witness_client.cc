// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/witness_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/log/tree.h"
#include "ledger/proof/proof_text.h"
#include "ledger/proof/publish/log_signer.h"
#include "ledger/proof/publish/shown_checkpoint.h"
#include "ledger/proof/witness_request.h"

namespace pledgebook::ledger {
namespace {

constexpr unsigned kOk = 200;
constexpr unsigned kConflict = 409;
constexpr unsigned kUnprocessable = 422;

// One more request settles a conflict over the size.
constexpr int kTriesMax = 2;

std::string_view without_slash(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

}  // namespace

WitnessClient::WitnessClient(const Store& store, PolicyWitness witness, crypto::VerifierKey log,
                             WitnessTransport transport)
    : store_(&store),
      witness_(std::move(witness)),
      log_(std::move(log)),
      transport_(std::move(transport)) {}

std::unexpected<WitnessRefusal> WitnessClient::refuse(std::string_view what) const {
  return std::unexpected(WitnessRefusal{fmt::format("witness {} {}", shown(witness_.name), what)});
}

std::expected<void, WitnessRefusal> WitnessClient::check_shown(const CheckpointNote& shown) {
  const auto snapshot = store_->snapshot();
  if (!snapshot) return refuse("could not be asked: " + snapshot.error().detail);
  const auto extends = check_extends(*snapshot, shown.checkpoint);
  if (!extends && extends.error().code != Errc::unproven) {
    return refuse("could not be asked: " + extends.error().detail);
  }
  if (!extends) {
    auto refusal = refuse(fmt::format(
        "shows a checkpoint of {} records, root {}, signed by this "
        "log's key: {}",
        number(shown.checkpoint.size), to_base64(shown.checkpoint.root), extends.error().detail));
    refusal.error().contrary = shown;
    return refusal;
  }
  if (const auto cosigned = check_cosigned(shown, witness_); !cosigned)
    return refuse(cosigned.error().detail);
  size_ = shown.checkpoint.size;
  return {};
}

std::expected<void, WitnessRefusal> WitnessClient::check_history() {
  const auto shown = shown_checkpoint(witness_, log_, transport_);
  if (!shown) return refuse(shown.error().detail);
  if (!*shown) return {};
  return check_shown(**shown);
}

std::unexpected<WitnessRefusal> WitnessClient::explain(std::string_view what) {
  auto checked = check_history();
  if (!checked && checked.error().contrary) return std::unexpected(std::move(checked).error());
  return refuse(what);
}

Result<std::string> WitnessClient::request_body(Size old_size, const CheckpointNote& note) const {
  LEDGER_TRY(const Snapshot snapshot, store_->snapshot());
  StoredTree tree(snapshot);
  auto proof =
      crypto::prove_consistency(number(old_size), number(note.checkpoint.size), tree.reader());
  LEDGER_CHECK(snapshot.check_rows());
  if (tree.damaged())
    return std::unexpected(Error{Errc::corrupt, "a record can't be read: run `pledgebook audit`"});
  return encode_witness_request({old_size, std::move(proof), note});
}

std::expected<crypto::NoteSignature, WitnessRefusal> WitnessClient::cosign(
    const CheckpointNote& note) {
  const Size size = note.checkpoint.size;
  Size old_size = std::min(size_, size);
  for (int i = 0; i < kTriesMax; ++i) {
    auto body = request_body(old_size, note);
    if (!body) return refuse("could not be asked: " + body.error().detail);
    const auto response =
        transport_({.method = WitnessCall::Method::post,
                    .url = fmt::format("{}/add-checkpoint", without_slash(witness_.url)),
                    .body = *std::move(body)});
    if (!response) return refuse("does not answer: " + response.error());
    if (response->status == kOk) {
      auto lines = decode_cosignatures(response->body, note, witness_.key);
      if (!lines) return refuse("sent an invalid answer: " + lines.error().detail);
      size_ = size;
      return std::move(lines->front());
    }
    if (response->status == kUnprocessable) return explain(said(*response));
    if (response->status != kConflict) return refuse(said(*response));
    const auto seen = decode_witness_size(response->body);
    if (!seen) return refuse("sent an invalid answer: " + seen.error().detail);
    if (*seen > size) {
      return explain(
          fmt::format("says that it has seen {} records of this log, which has {}, but "
                      "shows no checkpoint of them",
                      number(*seen), number(size)));
    }
    if (*seen == old_size) {
      return explain(
          fmt::format("says that it has seen another log of {} records, but shows no "
                      "checkpoint of it",
                      number(*seen)));
    }
    size_ = old_size = *seen;
  }
  return refuse(
      "gives another size each time: a second server of this ledger may be asking it too");
}

}  // namespace pledgebook::ledger
