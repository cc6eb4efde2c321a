// SPDX-License-Identifier: Apache-2.0
#include "server/routes/proofs.h"

#include <string>
#include <utility>

#include "crypto/base64.h"
#include "crypto/merkle.h"
#include "ledger/log/tree.h"
#include "ledger/proof/receipt.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"
#include "server/http/router.h"
#include "server/routes/record_json.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kReceipt = "text/plain; charset=utf-8";

Problem not_published(std::string detail) {
  return {.status = 404, .code = "not_published", .detail = std::move(detail), .retry_after_s = 1};
}

std::string hashes_json(const std::vector<crypto::Hash>& hashes) {
  std::string json = "[";
  for (const crypto::Hash& hash : hashes) {
    if (json.size() > 1) json += ',';
    append_json_string(json, crypto::to_base64(hash.bytes));
  }
  return json + "]";
}

ledger::Result<Response> prove_consistency(const Services& services, std::uint64_t from,
                                           std::uint64_t to) {
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  ledger::StoredTree tree(snapshot);
  const auto proof = crypto::prove_consistency(from, to, tree.reader());
  const crypto::Hash from_root = crypto::root(from, tree.reader());
  const crypto::Hash to_root = crypto::root(to, tree.reader());
  if (tree.damaged())
    return std::unexpected(ledger::Error{ledger::Errc::corrupt, "a record can't be read"});
  JsonText json;
  json.number("from", from)
      .text("from_root", crypto::to_base64(from_root.bytes))
      .number("to", to)
      .text("to_root", crypto::to_base64(to_root.bytes))
      .raw("hashes", hashes_json(proof));
  Response response = json_response(200, std::move(json).take());
  response.caching = Caching::forever;
  return response;
}

Response consistency(const Services& services, const Request& request) {
  const std::uint64_t published = ledger::number(size_of(services.released()));
  const auto from = integer_parameter(request, "from");
  const std::uint64_t to = integer_parameter(request, "to").value_or(published);
  if (!from || *from == 0 || *from > to) {
    return to_response(Problem{.status = 400,
                               .code = "parameter_invalid",
                               .detail = "`from` must not be greater than `to`",
                               .pointer = "?from",
                               .accepted = "an integer from 1 to `to`"});
  }
  if (to > published) {
    return to_response(
        not_published("the newest checkpoint has " + std::to_string(published) + " records"));
  }
  return to_response(prove_consistency(services, *from, to));
}

ledger::Result<Response> receipt(const Services& services, ledger::Index index,
                                 const ledger::CheckpointNote& checkpoint) {
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  LEDGER_TRY(const ledger::Receipt receipt, ledger::make_receipt(snapshot, index, checkpoint));
  return Response{.status = 200,
                  .content_type = kReceipt,
                  .body = ledger::encode_receipt(receipt),
                  .caching = Caching::revalidate};
}

Response receipt_of(const Services& services, const std::string& text) {
  const auto index = parse_integer(text);
  if (!index) {
    return to_response(Problem{.status = 400,
                               .code = "index_invalid",
                               .detail = "the path has no valid index",
                               .accepted = "an integer from 0"});
  }
  const ledger::ReleasedPointer released = services.released();
  if (*index >= ledger::number(services.sequencer.size())) {
    return to_response(not_published("the ledger has no record " + text + " yet"));
  }
  if (*index >= ledger::number(size_of(released))) {
    Problem problem = not_published("record " + text +
                                    " is durable, but no checkpoint covers it yet: ask again in "
                                    "a moment");
    problem.members.push_back({"standing", "\"durable\""});
    return to_response(problem);
  }
  return to_response(receipt(services, ledger::Index{*index}, released->note));
}

}  // namespace

std::vector<Route> proof_routes(const Services& services) {
  return {
      {.pattern = "/api/v1/receipts/{index}",
       .operation = "getReceipt",
       .group = "proofs",
       .summary = "A receipt: proof that a record is in the log, to keep and to check offline",
       .responses = {{200, kReceipt, "", "A .tlog-proof file (c2sp.org/tlog-proof)."},
                     {400, kProblemJson, "Problem", "The path has no valid index."},
                     {404, kProblemJson, "Problem", "No checkpoint covers the record yet."}},
       .handler =
           [&services](const Request& request) {
             return receipt_of(services, request.captures.at(0));
           }},
      {.pattern = "/api/v1/proofs/consistency",
       .operation = "getConsistency",
       .group = "proofs",
       .summary = "Proof that the log of one published size extends that of a smaller one",
       .parameters = {{.name = "from",
                       .type = ParameterType::integer,
                       .description = "The smaller size.",
                       .required = true,
                       .min = 1},
                      {.name = "to",
                       .type = ParameterType::integer,
                       .description = "The larger size; the newest published one if absent.",
                       .min = 1}},
       .responses = {{200, kJson, "Consistency", "RFC 9162, section 2.1.4."},
                     {400, kProblemJson, "Problem", "A size is missing or wrong."},
                     {404, kProblemJson, "Problem", "No checkpoint covers the larger size."}},
       .handler = [&services](const Request& request) { return consistency(services, request); }},
  };
}

}  // namespace pledgebook::server
