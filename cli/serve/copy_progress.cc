// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/copy_progress.h"

#include <fmt/format.h>

#include "cli/shell/table.h"

namespace pledgebook::cli {
namespace {

constexpr std::uint64_t kKibibyte = 1'024;

}  // namespace

ledger::BackupProgress CopyProgress::callbacks() {
  return {.on_copy =
              [this](std::uint64_t done, std::uint64_t total) {
                checking_.reset();
                if (!copying_) {
                  copying_.emplace(stderr, Progress::Show::bar_or_lines, "copying", "KiB",
                                   total / kKibibyte);
                }
                copying_->update(done / kKibibyte, done / kKibibyte);
              },
          .on_check =
              [this](ledger::Size done, ledger::Size total) {
                copying_.reset();
                if (!checking_) {
                  checking_.emplace(stderr, Progress::Show::bar_or_lines, "checking", "records",
                                    ledger::number(total));
                }
                checking_->update(ledger::number(done), ledger::number(done));
              }};
}

boost::json::object to_json(const ledger::CheckedDirectory& checked) {
  boost::json::object object{{"size", ledger::number(checked.size)},
                             {"root", checked.root.hex()},
                             {"bytes", checked.bytes},
                             {"checkpoint", nullptr},
                             {"evidence_files", checked.beside.evidence_files},
                             {"evidence_bytes", checked.beside.evidence_bytes},
                             {"desk", checked.beside.has_desk}};
  boost::json::array not_copied;
  for (const std::string& sentence : checked.beside.not_copied) not_copied.emplace_back(sentence);
  object["not_copied"] = std::move(not_copied);
  if (checked.checkpoint) object["checkpoint"] = ledger::number(checked.checkpoint->size);
  return object;
}

std::string to_text(const ledger::CheckedDirectory& checked) {
  std::string text = fmt::format("records     {}\nroot        {}\nbytes      {}\n",
                                 with_separators(ledger::number(checked.size)), checked.root.hex(),
                                 with_separators(checked.bytes));
  text += checked.checkpoint
              ? fmt::format("checkpoint  matches the last one, of {} records\n",
                            with_separators(ledger::number(checked.checkpoint->size)))
              : std::string("checkpoint  none published yet\n");
  const ledger::BesideCopy& beside = checked.beside;
  text +=
      fmt::format("evidence    {} files, {} bytes; each has the SHA-256 of its name\n",
                  with_separators(beside.evidence_files), with_separators(beside.evidence_bytes));
  text += fmt::format("desk        {}\n", beside.has_desk ? "copied" : "none");
  for (const std::string& sentence : beside.not_copied)
    text += fmt::format("not copied  {}\n", one_line(sentence));
  return text;
}

}  // namespace pledgebook::cli
