// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/evidence_line.h"

#include "ledger/desk/evidence_files.h"

namespace pledgebook::server {

void add_evidence(Fields& fields, std::string_view section, const PageContext& context,
                  const ledger::Evidence& evidence) {
  Fields& line = fields.add(section);
  const Figures figures = context.figures();
  line.set("name", evidence.name)
      .set("size",
           context.words().text("value.bytes",
                                {{"n", figures.count(static_cast<std::int64_t>(evidence.size))}}))
      .set("hash", evidence.sha256.hex());
  const ledger::EvidenceFiles* files = context.services.evidence;
  if (files != nullptr && files->has(evidence.sha256)) {
    line.add("arrived").set("address", "/api/v1/blobs/" + evidence.sha256.hex());
  } else {
    line.show("not_arrived");
  }
}

}  // namespace pledgebook::server
