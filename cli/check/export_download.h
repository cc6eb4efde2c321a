// SPDX-License-Identifier: Apache-2.0
// ExportDownload: an export from a server. Only its form is checked as it arrives; `pledgebook
// verify` decides whether to believe it.
#pragma once

#include <cstdint>
#include <string>

#include "cli/shell/outcome.h"
#include "cli/shell/output_file.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/export/selection.h"
#include "server/client/client.h"

namespace pledgebook::cli {

enum class Packing : std::uint8_t { none, gzip };

// What an export holds, in figures.
struct ExportSummary {
  std::uint64_t records = 0;
  ledger::Checkpoint checkpoint;
};

// Writes the bytes to `file`, the same as an export from the ledger's directory, and does not
// finish the file. Fails if the export is incomplete or has another form.
[[nodiscard]] Outcome<ExportSummary> download_export(const std::string& server_url,
                                                     server::ClientOptions access,
                                                     const ledger::Selection& selection,
                                                     Packing packing, OutputFile& file);

}  // namespace pledgebook::cli
