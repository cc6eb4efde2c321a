// SPDX-License-Identifier: Apache-2.0
#include "server/http/download.h"

#include <exception>

namespace pledgebook::server {

DownloadBody::DownloadBody(NextPage next_page, Packing packing) : next_page_(std::move(next_page)) {
  if (packing == Packing::gzip) packer_.emplace();
}

ledger::Result<void> DownloadBody::next(std::string& out) {
  out.clear();
  try {
    // The compressor may keep a whole page and give nothing yet.
    while (out.empty() && !is_ended_) {
      std::string& page = packer_ ? page_ : out;
      page.clear();
      LEDGER_TRY(const bool more, next_page_(page));
      is_ended_ = !more;
      if (packer_ && more) LEDGER_CHECK(packer_->add(page, out));
      if (packer_ && !more) LEDGER_CHECK(packer_->finish(out));
    }
  } catch (const std::exception& error) {
    return std::unexpected(ledger::Error{ledger::Errc::storage, error.what()});
  }
  return {};
}

}  // namespace pledgebook::server
