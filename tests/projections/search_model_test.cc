// SPDX-License-Identifier: Apache-2.0
// The search against a naive model on random histories: pledges that are amended and reported on,
// parties that are renamed, at random moments of both times. The model keeps all texts and looks
// through them for each question. The index is kept as a server does, record by record, and built
// anew; both must find what the model finds, and rank it alike.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "ledger/domain/values/timestamp.h"
#include "projections/fold/rebuild.h"
#include "projections/query/selection.h"
#include "projections/query/text_search.h"
#include "projections/search/terms.h"
#include "tests/projections/written_log.h"
#include "tests/support/test_log.h"

namespace pledgebook::projections {
namespace {

using ledger::Size;
using support::value_of;

constexpr std::size_t kRecords = 260;
constexpr std::size_t kQuestions = 250;
constexpr std::string_view kWords[] = {
    "Écoles",   "école",    "schools",   "school",  "escuelas",  "rural",   "rurales", "fibre",
    "Fibra",    "connect",  "connected", "Связь",   "связи",     "школы",   "مدارس",   "المدارس",
    "宽带连接", "农村宽带", "5G",        "e-waste", "numérique", "numeric", "Ñandú",   "İstanbul"};
constexpr std::string_view kAsked[] = {"ecole",
                                       "school",
                                       "SCHOOLS",
                                       "escuela",
                                       "rural",
                                       "fib",
                                       "conn",
                                       "связь",
                                       "ШКОЛА",
                                       "مدرس",
                                       "宽带",
                                       "农村",
                                       "带",
                                       "5g",
                                       "waste",
                                       "numer",
                                       "nandu",
                                       "istan",
                                       "p3",
                                       "party 1",
                                       "\"rural school\"",
                                       "\"fibre connected\"",
                                       "2026-0"};

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// A text of a pledge, by the record that states it.
struct ModelText {
  std::uint64_t index = 0;
  ledger::Instant at{};
  bool is_facts = false;  // replaced by the next of these
  std::vector<std::string> texts;
};
struct ModelName {
  std::uint64_t index = 0;
  std::vector<std::string> texts;
};
struct ModelPledge {
  std::string owner;
  ledger::Instant last{};
  std::string title;
  std::string description;
  std::vector<ModelText> texts;
};

class History {
 public:
  explicit History(std::uint64_t seed) : random_(seed) {
    log_.begin();
    for (int i = 0; i < 4; ++i) name_party("party-" + std::to_string(i));
    while (log_.size() < kRecords) step();
    log_.flush();
  }

  WrittenLog& log() noexcept { return log_; }
  std::mt19937_64& random() noexcept { return random_; }

  // The pledges that hold all parts at the moment, by ordinal.
  std::set<std::uint64_t> find(TermMaker& terms, const std::string& question,
                               const Moment& moment) const {
    std::set<std::uint64_t> found;
    const SearchWords asked = terms.parse(question);
    for (const auto& [id, pledge] : pledges_) {
      if (!moment.includes(ledger::Index{pledge.texts[0].index}, pledge.texts[0].at)) continue;
      const auto texts = texts_of(pledge, moment);
      const bool holds = std::ranges::all_of(asked.parts, [&](const SearchPart& part) {
        return std::ranges::any_of(
            texts, [&](const std::string& text) { return terms.holds(text, {{part}, {}}); });
      });
      if (holds && !asked.empty()) found.insert(pledge.texts[0].index);
    }
    return found;
  }

 private:
  std::vector<std::string> texts_of(const ModelPledge& pledge, const Moment& moment) const {
    std::vector<std::string> texts;
    const ModelText* facts = nullptr;
    for (const ModelText& text : pledge.texts) {
      if (!moment.includes(ledger::Index{text.index}, text.at)) continue;
      if (text.is_facts) {
        facts = &text;
      } else {
        texts.insert(texts.end(), text.texts.begin(), text.texts.end());
      }
    }
    if (facts != nullptr) texts.insert(texts.end(), facts->texts.begin(), facts->texts.end());
    const ModelName* name = nullptr;
    for (const ModelName& each : names_.at(pledge.owner)) {
      if (moment.knows(ledger::Index{each.index})) name = &each;
    }
    if (name != nullptr) texts.insert(texts.end(), name->texts.begin(), name->texts.end());
    return texts;
  }

  std::uint64_t draw(std::uint64_t below) { return random_() % below; }
  std::string words() {
    std::string text;
    for (std::uint64_t left = 1 + draw(5); left > 0; --left)
      text += std::string(kWords[draw(std::size(kWords))]) + (left > 1 ? " " : "");
    return text;
  }
  // A time that does not decrease in the pledge's stream.
  std::string time_after(ledger::Instant last) {
    return ledger::to_text(last + std::chrono::hours(draw(24 * 40)));
  }

  void name_party(const std::string& id) {
    const bool is_new = !names_.contains(id);
    const std::string name = words();
    names_[id].push_back({log_.size(), {name, id}});
    log_.say({.kind = is_new ? "party.registered" : "party.updated",
              .stream = "party/" + id,
              .body = R"({"name":)" + in_quotes(name) +
                      R"(,"sector":"government","roles":["member"]})"});
  }

  void step() {
    const std::uint64_t kind = draw(10);
    if (kind == 0) return name_party("party-" + std::to_string(draw(4)));
    if (kind == 1) return log_.heads();
    if (kind < 5 || pledges_.empty()) return submit();
    auto pledge = pledges_.begin();
    std::advance(pledge, static_cast<std::ptrdiff_t>(draw(pledges_.size())));
    if (kind < 8) return amend(pledge->first, pledge->second);
    report(pledge->first, pledge->second);
  }

  void submit() {
    const std::string id = "p" + std::to_string(pledges_.size());
    ModelPledge pledge;
    pledge.owner = "party-" + std::to_string(draw(4));
    pledge.last = *ledger::parse_instant("2022-01-01T00:00:00Z");
    pledge.title = words();
    pledge.description = words();
    const std::string body =
        R"({"title":)" + in_quotes(pledge.title) + R"(,"description":)" +
        in_quotes(pledge.description) +
        R"(,"type":"policy","focus_area":"access","scope":"global","start":"2022-01-01",)" +
        R"("public":true,"on_behalf_of":")" + pledge.owner + R"(","source":"s"})";
    add(id, pledge, "pledge.submitted", body, true, {pledge.title, pledge.description, id});
    pledges_.emplace(id, std::move(pledge));
  }
  void amend(const std::string& id, ModelPledge& pledge) {
    const bool of_title = draw(2) == 0;
    const std::string text = words();
    (of_title ? pledge.title : pledge.description) = text;
    add(id, pledge, "pledge.amended",
        R"({"category":"scope","reason":"r","changes":{")" +
            std::string(of_title ? "title" : "description") + R"(":)" + in_quotes(text) + "}}",
        true, {pledge.title, pledge.description, id});
  }
  void report(const std::string& id, ModelPledge& pledge) {
    const std::string text = words();
    add(id, pledge, "report.submitted",
        R"({"period":{"from":"2022-01-01","to":"2022-01-02"},"stage":"in-progress","narrative":)" +
            in_quotes(text) + "}",
        false, {text});
  }
  void add(const std::string& id, ModelPledge& pledge, const std::string& kind,
           const std::string& body, bool is_facts, std::vector<std::string> texts) {
    const std::string at = time_after(pledge.last);
    pledge.last = *ledger::parse_instant(at);
    pledge.texts.push_back({log_.size(), pledge.last, is_facts, std::move(texts)});
    log_.say({.kind = kind, .stream = "pledge/" + id, .body = body, .at = at});
  }

  std::mt19937_64 random_;
  WrittenLog log_;
  std::map<std::string, ModelPledge> pledges_;
  std::map<std::string, std::vector<ModelName>> names_;
};

class SearchModel : public testing::TestWithParam<std::uint64_t> {
 protected:
  Moment draw_moment(Size size) {
    auto& random = history_.random();
    Moment moment{.bound = size, .until = {}};
    if (random() % 2 == 0) moment.bound = Size{random() % (ledger::number(size) + 1)};
    if (random() % 2 == 0) {
      moment.until = ledger::RecordedAt(*ledger::parse_instant("2022-01-01T00:00:00Z")) +
                     std::chrono::hours(random() % (24 * 365));
    }
    return moment;
  }
  std::string draw_question() {
    auto& random = history_.random();
    std::string question(kAsked[random() % std::size(kAsked)]);
    if (random() % 2 == 0) question += " " + std::string(kAsked[random() % std::size(kAsked)]);
    return question;
  }
  // Finds with the views; of a pledge that did not exist at the moment, its reader decides.
  static std::map<std::uint64_t, double> found(const Views& views, const std::string& question,
                                               const Moment& moment) {
    const Context context(views.state().background, moment);
    const TextHits hits = value_of(search_texts(views.state(), context, question));
    PledgeReader reader(views.state().rows, context, ReadFrom::last_version);
    std::map<std::uint64_t, double> pledges;
    for (const PledgeHit& hit : hits.pledges) {
      if (reader.find(hit.pledge)) pledges.emplace(std::to_underlying(hit.pledge), hit.relevance);
    }
    return pledges;
  }
  Views look_at(const Builder& builder) {
    return value_of(look(history_.log().store(), builder.store(), nullptr, 0));
  }
  void check(const Views& views, std::size_t questions) {
    TermMaker terms;
    for (std::size_t i = 0; i < questions; ++i) {
      const std::string question = draw_question();
      const Moment moment = draw_moment(views.size());
      std::set<std::uint64_t> pledges;
      for (const auto& [pledge, relevance] : found(views, question, moment)) pledges.insert(pledge);
      const auto expected = history_.find(terms, question, moment);
      some_found_ += expected.size();
      ASSERT_EQ(pledges, expected)
          << question << " below " << ledger::number(moment.bound)
          << (moment.until ? " until " + ledger::to_text(*moment.until) : "");
    }
  }

  History history_{GetParam()};
  std::size_t some_found_ = 0;
};

TEST_P(SearchModel, FindsTheSameWhileTheLedgerGrows) {
  const Generations generations(history_.log().directory());
  const auto builder =
      std::move(value_of(open_generation(history_.log().store(), generations)).builder);
  for (std::uint64_t size = 0; size < kRecords;) {
    size = std::min<std::uint64_t>(size + 1 + history_.random()() % 23, kRecords);
    ASSERT_TRUE(advance(history_.log().store(), *builder, Size{size}, {0, nullptr, {}}));
    ASSERT_NO_FATAL_FAILURE(check(look_at(*builder), 15));
  }
  EXPECT_GT(some_found_, 0U);
}

TEST_P(SearchModel, FindsTheSameWhenRebuilt) {
  const Generations generations(history_.log().directory());
  const auto kept =
      std::move(value_of(open_generation(history_.log().store(), generations)).builder);
  for (std::uint64_t size = 0; size <= kRecords; size += 20)
    ASSERT_TRUE(advance(history_.log().store(), *kept, Size{size}, {0, nullptr, {}}));
  const Generations elsewhere(history_.log().directory() / "elsewhere");
  const auto rebuilt = value_of(
      build_generation(history_.log().store(), elsewhere, Size{kRecords}, {2, nullptr, {}}));

  const Views one = look_at(*kept);
  const Views other = look_at(*rebuilt);

  ASSERT_EQ(one.size(), other.size());
  ASSERT_NO_FATAL_FAILURE(check(other, kQuestions));
  for (std::size_t i = 0; i < kQuestions; ++i) {
    const std::string question = draw_question();
    const Moment moment = draw_moment(one.size());
    EXPECT_EQ(found(one, question, moment), found(other, question, moment)) << question;
  }
}

// After a crash between the two commits the index is ahead of the rows: what it holds more is not
// in force there, and is the same when it is folded again.
TEST_P(SearchModel, FindsTheSameWithAnIndexThatIsAhead) {
  const std::filesystem::path views = history_.log().directory() / "views";
  const Generations generations(history_.log().directory());
  const auto open = [&] {
    auto opened = value_of(open_generation(history_.log().store(), generations));
    EXPECT_EQ(opened.replaced, "");
    return std::move(opened.builder);
  };
  for (std::uint64_t size = 0; size < kRecords;) {
    const std::uint64_t ahead = std::min<std::uint64_t>(size + 30, kRecords);
    auto builder = open();
    const std::filesystem::path rows = builder->store()->directory() / "data.mdb";
    const std::filesystem::path kept = history_.log().directory() / "kept.mdb";
    builder.reset();
    std::filesystem::copy_file(rows, kept, std::filesystem::copy_options::overwrite_existing);
    builder = open();
    ASSERT_TRUE(advance(history_.log().store(), *builder, Size{ahead}, {0, nullptr, {}}));
    builder.reset();
    std::filesystem::copy_file(kept, rows, std::filesystem::copy_options::overwrite_existing);
    builder = open();
    ASSERT_EQ(builder->position().size, Size{size});
    ASSERT_NO_FATAL_FAILURE(check(look_at(*builder), 10));

    size = std::min<std::uint64_t>(size + 20, kRecords);
    ASSERT_TRUE(advance(history_.log().store(), *builder, Size{size}, {0, nullptr, {}}));
    ASSERT_NO_FATAL_FAILURE(check(look_at(*builder), 10));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, SearchModel, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace pledgebook::projections
