// SPDX-License-Identifier: Apache-2.0
#include "cli/text/verdict_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <string_view>

#include "cli/shell/table.h"

namespace pledgebook::cli {
namespace {

using ledger::Reply;
using ledger::Verdict;
using ledger::Word;

// The text lists so many pledges; the JSON has all.
constexpr std::size_t kPledgesShownMax = 40;

std::string reply_text(Reply reply) {
  if (reply == Reply::open) return "not judged";
  return reply == Reply::yes ? "yes" : "no";
}

std::string authentic_text(const Verdict& verdict) {
  if (verdict.authentic != Reply::yes) return reply_text(verdict.authentic);
  return fmt::format("yes: {} records, all in the log {}, each signed by a key with the right to",
                     with_separators(verdict.records), one_line(verdict.origin));
}

std::string complete_text(const Verdict& verdict) {
  if (verdict.complete != Reply::yes) return reply_text(verdict.complete);
  switch (verdict.word) {
    case Word::of_operator:
      return "yes, on the operator's word: nothing selected is left out";
    case Word::of_auditor:
      return fmt::format(
          "yes, on the word of {}, which replays the log: nothing selected is left out",
          one_line(fmt::format("{}", fmt::join(verdict.auditors, ", "))));
    case Word::replayed:
      break;
  }
  return "yes: all records are present and were replayed";
}

std::string as_of_text(const Verdict& verdict) {
  if (!verdict.recorded_at) return "not judged";
  std::string text =
      fmt::format("{} by the operator's clock, when the log had {} records",
                  ledger::to_text(*verdict.recorded_at), with_separators(number(verdict.size)));
  if (verdict.quorum_at)
    text += fmt::format("; the policy's quorum saw it by {}", ledger::to_text(*verdict.quorum_at));
  return text;
}

std::string witnesses_text(const Verdict& verdict, const ledger::WitnessPolicy& policy) {
  if (verdict.witnesses.empty()) return policy.witnesses().empty() ? "none required" : "none";
  std::string text;
  for (const ledger::WitnessCosignature& cosignature : verdict.witnesses) {
    if (!text.empty()) text += ", ";
    text +=
        fmt::format("{} at {}{}", one_line(cosignature.witness), ledger::to_text(cosignature.time),
                    policy.is_auditor(cosignature.witness) ? " (replays the log)" : "");
  }
  return text;
}

std::string counts_text(const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", name, with_separators(count));
  }
  return text;
}

// Limited: a registrar may have signed for hundreds.
std::string behalf_text(const std::map<std::string, std::uint64_t>& behalf) {
  if (behalf.size() <= 2) return counts_text(behalf);
  std::uint64_t statements = 0;
  for (const auto& [member, count] : behalf) statements += count;
  return fmt::format("{} members, {}", behalf.size(), with_separators(statements));
}

std::string signers_text(const Verdict& verdict, const Terminal& terminal) {
  Table table({{"signer"},
               {"name"},
               {"statements", Align::right},
               {"right used"},
               {"on behalf of"},
               {"recovered", Align::right},
               {"disputed", Align::right}});
  for (const ledger::SignerReport& signer : verdict.signers) {
    table.add({signer.party.text(), signer.name, with_separators(signer.statements),
               counts_text(signer.rights), behalf_text(signer.behalf),
               with_separators(signer.recovered), with_separators(signer.disputed)});
  }
  return table.text(terminal);
}

std::string pledges_text(const Verdict& verdict, const Terminal& terminal) {
  Table table({{"pledge"},
               {"owner"},
               {"records", Align::right},
               {"reports", Align::right},
               {"entered", Align::right},
               {"title"}});
  for (const ledger::PledgeReport& pledge : verdict.pledges) {
    if (&pledge - verdict.pledges.data() == kPledgesShownMax) break;
    table.add({pledge.pledge.text(), pledge.owner.text(), with_separators(pledge.records),
               with_separators(pledge.reports), with_separators(pledge.entered), pledge.title});
  }
  std::string text = table.text(terminal);
  if (verdict.pledges.size() > kPledgesShownMax) {
    text += fmt::format("and {} more; --json lists all\n",
                        with_separators(verdict.pledges.size() - kPledgesShownMax));
  }
  return text;
}

// The selection, in the words of the options.
std::string subject_of(std::string_view stream) {
  const std::size_t slash = stream.find('/');
  const std::string_view sort = stream.substr(0, slash);
  if (slash == std::string_view::npos) return fmt::format("records of {}", stream);
  const std::string_view id = stream.substr(slash + 1);
  if (sort == "of") return fmt::format("pledges of {}", id);
  if (sort == "by") return fmt::format("statements by {}", id);
  if (sort == "area") return fmt::format("statements that put a pledge into {}", id);
  return fmt::format("records of {}", stream);
}

// A wrong id and a member without pledges look the same in a proof: so it is said first which it
// is.
std::string absence_text(const Verdict& verdict) {
  constexpr std::string_view kParty = "party/";
  std::string text;
  for (const ledger::StreamReport& stream : verdict.selected) {
    if (stream.records > 0 || stream.stream.starts_with("keys/")) continue;
    if (stream.stream.starts_with(kParty)) {
      return fmt::format("The ledger has no party {} (proved): is the id right?\n",
                         std::string_view(stream.stream).substr(kParty.size()));
    }
    text += fmt::format("There are no {} in the ledger (proved).\n", subject_of(stream.stream));
  }
  return text;
}

}  // namespace

std::string selection_text(const Verdict& verdict) {
  if (verdict.selected.empty()) return "every record of the log\n";
  std::string text;
  for (const ledger::StreamReport& stream : verdict.selected) {
    text += subject_of(stream.stream) + ": ";
    text += stream.records == 0 ? "none (proved)" : with_separators(stream.records) + " (complete)";
    text += '\n';
  }
  return text;
}

std::string sentence_of(const Verdict& verdict) {
  if (verdict.is_good()) return "authentic and complete";
  const char* what = verdict.complete == Reply::no ? "not complete" : "not authentic";
  if (!verdict.fault) return what;
  return fmt::format("{}: {}: {}", what, one_line(verdict.fault->place),
                     one_line(verdict.fault->what));
}

std::string verdict_text(const Verdict& verdict, const ledger::WitnessPolicy& policy,
                         const Terminal& terminal) {
  std::string text = fmt::format("This export is {}.\n", sentence_of(verdict));
  if (verdict.is_good()) text += absence_text(verdict);
  text += '\n';
  fmt::format_to(std::back_inserter(text),
                 "authentic  {}\ncomplete   {}\nas of      {}\nwitnesses  {}\n",
                 authentic_text(verdict), complete_text(verdict), as_of_text(verdict),
                 witnesses_text(verdict, policy));
  if (!verdict.is_good()) return text;
  text += "\n" + selection_text(verdict) + "\n" + signers_text(verdict, terminal);
  if (!verdict.pledges.empty()) text += "\n" + pledges_text(verdict, terminal);
  return text;
}

}  // namespace pledgebook::cli
