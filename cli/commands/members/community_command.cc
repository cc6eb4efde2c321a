// SPDX-License-Identifier: Apache-2.0
// pledgebook attest, attestation withdraw, message, match: what others say about a pledge, and what
// two members agree.
#include <array>
#include <string_view>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/statement_command.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kSubject = "PLEDGE";

constexpr std::array kAttestation{
    BodyFlag{"--claim", "claim", Shape::text, "TEXT", "what you attest"},
    BodyFlag{"--evidence", "evidence", Shape::evidence, "FILE",
             "an evidence file; only its hash, size, type and name are recorded"}};
constexpr std::array kWithdrawal{
    BodyFlag{"--sid", "sid", Shape::text, "SID",
             "the attestation: its sid or the first characters of it (default: the last one)"},
    BodyFlag{"--reason", "reason", Shape::text, "TEXT", "why"}};
constexpr std::array kMessage{
    BodyFlag{"--topic", "topic", Shape::text, "question|answer|experience|offer",
             "what the message is"},
    BodyFlag{"--text", "text", Shape::text, "TEXT", "the message; it is public, for ever"},
    BodyFlag{"--in-reply-to", "in_reply_to", Shape::text, "SID",
             "the message that it answers: its sid or the first characters of it"}};
constexpr std::array kProposal{
    BodyFlag{"--with", "pledge", Shape::text, "PLEDGE", "the other member's pledge"}};
constexpr std::array kAcceptance{
    BodyFlag{"--sid", "sid", Shape::text, "SID", "the sid of the proposal"}};

StatementSpec spec(std::string_view command, std::string_view purpose, std::string_view kind,
                   std::string_view stream, std::vector<FlagGroup> flags,
                   std::vector<Example> examples) {
  return {.command = command,
          .purpose = purpose,
          .kind = kind,
          .stream = stream,
          .subject = kSubject,
          .flags = std::move(flags),
          .examples = std::move(examples)};
}

}  // namespace

void define_attestation(Program& program) {
  Command& attestation =
      program.root().add("attestation", "attest what another member's pledge has done");
  StatementSpec give =
      spec("give", "attest a claim about another party's pledge", "attestation.given",
           "attestation/", {{kAttestation}},
           {{"pledgebook attestation give gha-2026-1 --claim \"40 sites are on air\" --key "
             "ken.pem",
             "without evidence"},
            {"pledgebook attestation give gha-2026-1 --claim \"40 sites are on air\" --evidence "
             "survey.pdf --key ken.pem",
             "with a file as evidence"}});
  StatementSpec withdraw =
      spec("withdraw", "withdraw an attestation of yours", "attestation.withdrawn", "attestation/",
           {{kWithdrawal}},
           {{"pledgebook attestation withdraw gha-2026-1 --reason \"counted twice\" --key ken.pem",
             "the last one"},
            {"pledgebook attestation withdraw gha-2026-1 --sid 3f2a90c1 --reason \"counted "
             "twice\" --key ken.pem",
             "one chosen by its sid"}});
  withdraw.completed = "sid";
  withdraw.complete = [](Book& book, Draft& draft) {
    static constexpr auto kKind = std::to_array<std::string_view>({"attestation.given"});
    return complete_sid(book, draft, "sid", kKind);
  };
  define_statement(program, attestation, std::move(give));
  define_statement(program, attestation, std::move(withdraw));
}

void define_message(Program& program) {
  StatementSpec post = spec(
      "message", "post a message about a pledge", "message.posted", "discussion/", {{kMessage}},
      {{"pledgebook message gha-2026-1 --topic question --text \"Which districts?\" --key "
        "ken.pem",
        "ask"},
       {"pledgebook message gha-2026-1 --topic answer --text \"All of Volta.\" --in-reply-to "
        "3f2a90c1 --key gha.pem",
        "answer"}});
  post.about =
      "Messages are public, at once and for ever, and must not name a natural person. They count "
      "in "
      "no figure.";
  post.completed = "in_reply_to";
  post.complete = [](Book& book, Draft& draft) -> Outcome<void> {
    if (!draft.body.contains("in_reply_to")) return {};
    static constexpr auto kKind = std::to_array<std::string_view>({"message.posted"});
    return complete_sid(book, draft, "in_reply_to", kKind);
  };
  define_statement(program, program.root(), std::move(post));
}

void define_match(Program& program) {
  Command& match = program.root().add("match", "match a pledge with another member's");
  define_statement(
      program, match,
      spec("propose", "propose to match a pledge of yours with another one", "match.proposed",
           "pledge/", {{kProposal}},
           {{"pledgebook match propose gha-2026-1 --with ken-2026-4 --key gha.pem", "propose it"},
            {"pledgebook match propose gha-2026-1 --with ken-2026-4 --key gha.pem --dry-run",
             "whether the ledger would accept it"}}));
  define_statement(
      program, match,
      spec("accept", "accept a match that was proposed for a pledge of yours", "match.accepted",
           "pledge/", {{kAcceptance}},
           {{"pledgebook match accept ken-2026-4 --sid SID --key ken.pem",
             "SID is the proposal's: `pledgebook log --stream pledge/gha-2026-1` shows it"},
            {"pledgebook match accept ken-2026-4 --sid SID --key ken.pem --dry-run",
             "whether the ledger would accept it"}}));
}

}  // namespace pledgebook::cli
