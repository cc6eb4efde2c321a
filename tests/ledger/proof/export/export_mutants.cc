// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/proof/export/export_mutants.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <functional>
#include <utility>

#include "crypto/base64.h"
#include "tests/support/json.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::LedgerBuilder;

std::string member_of(int member) { return fmt::format("member-{}", member); }

boost::json::object key_body(const std::string& name) {
  return {{"public_key", support::public_key_text(name)},
          {"label", name},
          {"roles", boost::json::array{"member"}}};
}

// Key events of a member: some have a second key, some lost one, some had one stolen.
void add_key_events(LedgerBuilder& builder, int member) {
  const std::string party = member_of(member);
  const std::string second = party + "-b";
  if (member % 2 == 0) {
    builder.add(
        by_party(party, "key.added", "keys/" + party, key_body(second)).signed_by({party, second}));
  }
  if (member % 4 == 0) {
    builder.add(by_registrar("key.revoked", "governance",
                             {{"key", support::test_key_id(second).hex()},
                              {"reason", "stolen"},
                              {"compromised_since", number(builder.statements().back().index)}}));
  }
  if (member % 5 == 0) {
    const auto body = support::changed(key_body(party + "-c"), R"({"recovered":true})");
    builder.add(
        by_registrar("key.added", "keys/" + party, body).signed_by({"registrar", party + "-c"}));
  }
}

using Edit = std::function<void(boost::json::object&)>;

std::string edited(const std::string& item, const Edit& edit) {
  boost::json::object object = support::object_of(item);
  edit(object);
  return boost::json::serialize(object);
}

// The five things that can be done to a list of hashes, one a turn.
Edit proof_edit(const char* name, std::size_t turn) {
  return [name, turn](boost::json::object& object) {
    boost::json::array& proof = object.at(name).as_array();
    if (proof.empty()) {
      proof.push_back("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
      return;
    }
    const std::size_t at = turn % proof.size();
    switch (turn % 5) {
      case 0:
        proof.erase(proof.begin() + at);
        break;
      case 1:
        if (proof.size() > 1) {
          std::swap(proof[at], proof[(at + 1) % proof.size()]);
        } else {
          proof.clear();
        }
        break;
      case 2:
        proof[at].as_string().resize(40);
        break;
      case 3:
        proof.insert(proof.begin() + at, boost::json::value(proof[at]));
        break;
      default:
        proof[at].as_string()[3] = proof[at].as_string()[3] == 'A' ? 'B' : 'A';
    }
  };
}

// The record's bytes, changed and in base64 again.
Edit bytes_edit(const std::function<void(std::string&)>& change) {
  return [change](boost::json::object& object) {
    const auto decoded = crypto::from_base64(object.at("record").as_string()).value();
    std::string bytes(crypto::as_text(decoded));
    change(bytes);
    object["record"] = crypto::to_base64(crypto::as_bytes(bytes));
  };
}

}  // namespace

LedgerBuilder ledger_of_pledges(const LedgerShape& shape) {
  LedgerBuilder builder;
  builder.publish_profile("p2c");
  for (int i = 0; i < shape.members; ++i) {
    builder.add_member(member_of(i));
    add_key_events(builder, i);
  }
  for (int i = 0; i < shape.pledges; ++i) {
    const std::string id = fmt::format("p-{}", i);
    const std::string stream = "pledge/" + id;
    const std::string member = member_of(i % shape.members);
    builder.add_pledge(id, member);
    for (int month = 1; month <= shape.reports; ++month) {
      builder.add(by_party(member, "report.submitted", stream,
                           support::report_body(fmt::format("2026-0{}-01", month),
                                                fmt::format("2026-0{}-28", month))));
    }
  }
  return builder;
}

std::vector<Change> record_changes(const Export& parts, std::size_t i) {
  const std::vector<std::string>& records = parts.records;
  const std::size_t other = i + 1 < records.size() ? i + 1 : i - 1;
  const std::string& record = records[i];
  std::vector<Change> changes;
  changes.push_back({i, 1, {}});
  if (i + 1 < records.size()) changes.push_back({i, 2, {records[i + 1], record}});
  changes.push_back({i, 1, {edited(record, bytes_edit([](std::string& bytes) {
                                     bytes.resize(bytes.size() - 1);
                                   }))}});
  changes.push_back({i, 1, {record, record}});
  changes.push_back({i, 1, {edited(record, [&](boost::json::object& object) {
                       object["record"] = support::object_of(records[other]).at("record");
                     })}});
  changes.push_back({i, 1, {edited(record, bytes_edit([i](std::string& bytes) {
                                     char& byte = bytes[50 + i * 37 % (bytes.size() - 50)];
                                     byte = static_cast<char>(byte ^ 1);
                                   }))}});
  changes.push_back({i, 1, {edited(record, proof_edit("proof", i))}});
  return changes;
}

std::vector<Change> stream_changes(const Export& parts, std::size_t i) {
  const std::vector<std::string>& streams = parts.streams;
  const std::size_t other = i + 1 < streams.size() ? i + 1 : i - 1;
  const std::string& stream = streams[i];
  std::vector<Change> changes;
  changes.push_back({i, 1, {}});
  if (i + 1 < streams.size()) changes.push_back({i, 2, {streams[i + 1], stream}});
  changes.push_back({i, 1, {stream, stream}});
  changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                       const auto name = object.at("stream");
                       object = support::object_of(streams[other]);
                       object["stream"] = name;
                     })}});
  changes.push_back({i, 1, {edited(stream, proof_edit("bucket_path", i))}});
  if (support::object_of(stream).contains("absent")) {
    changes.push_back({i, 1, {edited(stream, [](boost::json::object& object) {
                         object["bucket_size"] =
                             object.at("bucket_size").to_number<std::uint64_t>() == 0 ? 1 : 0;
                       })}});
    for (const char* side : {"left", "right"}) {
      changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                           object.at("absent").as_object()[side] = nullptr;
                         })}});
      changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                           boost::json::object& absent = object.at("absent").as_object();
                           absent[side] = absent.at(side == std::string("left") ? "right" : "left");
                         })}});
    }
    // A neighbour may be null already.
    std::erase_if(changes, [same = edited(stream, [](auto&) {})](const Change& change) {
      return change.put == std::vector{same};
    });
    return changes;
  }
  for (const char* name : {"place", "count"}) {
    changes.push_back({i, 1, {edited(stream, [&](boost::json::object& object) {
                         object[name] = object.at(name).to_number<std::uint64_t>() + 1;
                       })}});
  }
  for (std::size_t turn = 0; turn < 5; ++turn)
    changes.push_back({i, 1, {edited(stream, proof_edit("path", turn + 5 * i))}});
  return changes;
}

Selection area_of_all() {
  const boost::json::object body = support::pledge_body();
  return OfFocusArea{ItemId::parse(std::string_view(body.at("focus_area").as_string())).value()};
}

Export changed(Export parts, Items items, const Change& change) {
  auto& list = parts.*items;
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(change.first);
  list.erase(begin, begin + static_cast<std::ptrdiff_t>(change.removed));
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(change.first), change.put.begin(),
              change.put.end());
  return parts;
}

}  // namespace pledgebook::ledger
