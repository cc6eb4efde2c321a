// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/verdict_json.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <string>

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

json::value to_json(Reply reply) {
  if (reply == Reply::open) return nullptr;
  return reply == Reply::yes;
}

const char* name_of(Word word) {
  switch (word) {
    case Word::of_operator:
      return "operator";
    case Word::of_auditor:
      return "auditor";
    case Word::replayed:
      break;
  }
  return "replayed";
}

json::object to_json(const std::map<std::string, std::uint64_t>& counts) {
  json::object object;
  for (const auto& [name, count] : counts) object[name] = count;
  return object;
}

json::array signers_json(const Verdict& verdict) {
  json::array signers;
  for (const SignerReport& signer : verdict.signers) {
    signers.push_back(json::object{{"party", signer.party.text()},
                                   {"name", signer.name},
                                   {"statements", signer.statements},
                                   {"rights", to_json(signer.rights)},
                                   {"on_behalf_of", to_json(signer.behalf)},
                                   {"recovered", signer.recovered},
                                   {"disputed", signer.disputed}});
  }
  return signers;
}

json::array pledges_json(const Verdict& verdict) {
  json::array pledges;
  for (const PledgeReport& pledge : verdict.pledges) {
    pledges.push_back(json::object{{"pledge", pledge.pledge.text()},
                                   {"owner", pledge.owner.text()},
                                   {"title", pledge.title},
                                   {"records", pledge.records},
                                   {"reports", pledge.reports},
                                   {"entered_on_behalf", pledge.entered}});
  }
  return pledges;
}

json::array witnesses_json(const Verdict& verdict, const WitnessPolicy& policy) {
  json::array witnesses;
  for (const WitnessCosignature& cosignature : verdict.witnesses) {
    witnesses.push_back(json::object{{"witness", cosignature.witness},
                                     {"time", to_text(cosignature.time)},
                                     {"auditor", policy.is_auditor(cosignature.witness)}});
  }
  return witnesses;
}

}  // namespace

json::object verdict_json(const Verdict& verdict, const WitnessPolicy& policy) {
  json::object object{{"good", verdict.is_good()},
                      {"authentic", to_json(verdict.authentic)},
                      {"complete", to_json(verdict.complete)},
                      {"word", nullptr},
                      {"auditors", json::array(verdict.auditors.begin(), verdict.auditors.end())},
                      {"signers", signers_json(verdict)},
                      {"origin", verdict.origin},
                      {"size", number(verdict.size)},
                      {"recorded_at", nullptr},
                      {"quorum_at", nullptr},
                      {"witnesses", witnesses_json(verdict, policy)},
                      {"fault", nullptr},
                      {"selection", nullptr},
                      {"records", verdict.records},
                      {"selected", json::array()},
                      {"pledges", pledges_json(verdict)}};
  if (verdict.is_good()) object["word"] = name_of(verdict.word);
  if (verdict.recorded_at) object["recorded_at"] = to_text(*verdict.recorded_at);
  if (verdict.quorum_at) object["quorum_at"] = to_text(*verdict.quorum_at);
  if (verdict.fault) {
    object["fault"] = json::object{{"place", verdict.fault->place}, {"what", verdict.fault->what}};
  }
  if (verdict.selection) object["selection"] = write_selection(*verdict.selection);
  json::array& selected = object["selected"].get_array();
  for (const StreamReport& stream : verdict.selected)
    selected.push_back(json::object{{"stream", stream.stream}, {"records", stream.records}});
  return object;
}

}  // namespace pledgebook::ledger
