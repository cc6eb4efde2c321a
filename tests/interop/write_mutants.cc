// SPDX-License-Identifier: Apache-2.0
// write_mutants FOLDER [MEMBERS PLEDGES REPORTS]: an export taken apart, its mutants, and our
// verdict on each, so that another verifier can judge the same bytes.
//
// `policy`: what the reader trusts. `export.json`: {"selection", "checkpoint", "heads": JSON texts,
// "records", "streams": lists of them}; joined as put_together does it they are the export.
// `mutants.jsonl`, one a line: {"items": "records" or "streams", "first", "removed", "put": [text],
// "authentic", "complete"}.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/ledger/proof/export/export_mutants.h"
#include "tests/support/exported_ledger.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

json::array list_of(const std::vector<std::string>& texts) {
  return json::array(texts.begin(), texts.end());
}

json::value value_of(Reply reply) {
  if (reply == Reply::open) return nullptr;
  return reply == Reply::yes;
}

void write_changes(std::ofstream& out, const Export& parts, Items items, const char* name,
                   const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    const Verdict verdict = support::verdict_on(put_together(changed(parts, items, change)));
    out << json::serialize(json::object{{"items", name},
                                        {"first", change.first},
                                        {"removed", change.removed},
                                        {"put", list_of(change.put)},
                                        {"authentic", value_of(verdict.authentic)},
                                        {"complete", value_of(verdict.complete)}})
        << '\n';
  }
}

int run(const std::filesystem::path& folder, const LedgerShape& shape) {
  support::ExportedLedger ledger(ledger_of_pledges(shape));
  const Export parts = taken_apart(ledger.release_and_export(area_of_all()));
  std::ofstream(folder / "policy")
      << fmt::format("log {}\nquorum none\n", support::log_verifier_key().text());
  std::ofstream(folder / "export.json")
      << json::serialize(json::object{{"selection", parts.selection},
                                      {"checkpoint", parts.checkpoint},
                                      {"heads", parts.heads},
                                      {"records", list_of(parts.records)},
                                      {"streams", list_of(parts.streams)}});
  std::ofstream out(folder / "mutants.jsonl");
  for (std::size_t i = 0; i < parts.records.size(); ++i)
    write_changes(out, parts, &Export::records, "records", record_changes(parts, i));
  for (std::size_t i = 0; i < parts.streams.size(); ++i)
    write_changes(out, parts, &Export::streams, "streams", stream_changes(parts, i));
  return out ? 0 : 1;
}

}  // namespace
}  // namespace pledgebook::ledger

int main(int argc, char** argv) {
  if (argc != 2 && argc != 5) return 2;
  pledgebook::ledger::LedgerShape shape{.members = 5, .pledges = 10, .reports = 2};
  if (argc == 5) {
    shape = {.members = std::atoi(argv[2]),
             .pledges = std::atoi(argv[3]),
             .reports = std::atoi(argv[4])};
  }
  return pledgebook::ledger::run(argv[1], shape);
}
