// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/canonical_json.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/support/json.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

std::string code_of(std::string_view text) {
  const auto value = parse_canonical_json(text);
  return value ? "" : value.error().code;
}

TEST(CanonicalJson, AcceptsItsOwnForm) {
  for (const char* text :
       {"{}", "[]", "null", "true", "0", "-1", R"("")", R"({"a":[1,{"b":2}]})",
        R"({"":0,"a":1,"aa":2,"b":3})", R"("\"\\\b\f\n\r\t\u0000\u001f")", "\"\x7f/é面😀\""}) {
    EXPECT_EQ(code_of(text), "") << text;
  }
}

TEST(CanonicalJson, RefusesEveryOtherForm) {
  for (const char* text :
       {" {}", "{} ", "\n{}", "{ }", R"({"a": 1})", R"({"a" :1})", R"({"a":1 })", "[1, 2]", "[ 1]",
        R"({"b":1,"a":2})", R"({"aa":1,"a":2})", R"("\u0041")", R"("\/")", R"("\u000a")",
        R"("\u001F")", R"("\u00e9")", R"("\ud83d\ude00")", "-0", "[-0]"}) {
    EXPECT_EQ(code_of(text), "not_canonical") << text;
  }
}

TEST(CanonicalJson, NamesTheFirstByteThatDiffers) {
  const auto value = parse_canonical_json(R"({"a":1, "b":2})");

  ASSERT_FALSE(value);
  EXPECT_NE(value.error().rule.find("byte 7"), std::string::npos) << value.error().rule;
}

TEST(CanonicalJson, RefusesWhatIsNotJson) {
  for (const char* text : {"",
                           "{",
                           "}",
                           "[1,]",
                           "[,1]",
                           R"({"a"})",
                           R"({"a":})",
                           R"({a:1})",
                           "'a'",
                           "nul",
                           "NaN",
                           "Infinity",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "0x1",
                           "1e",
                           R"("a)",
                           "\"\x01\"",
                           "\"\n\"",
                           "\"\xff\"",
                           "\"\xc0\x80\"",
                           "\"\xed\xa0\x80\"",
                           R"("\ud800")",
                           R"("\udc00\ud800")",
                           R"("\x41")",
                           "{}{}",
                           "[] []",
                           "// a\n1",
                           "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(code_of(text), "not_json") << text;
  }
}

TEST(CanonicalJson, RefusesNamesThatStandTwice) {
  EXPECT_EQ(code_of(R"({"a":1,"a":1})"), "duplicate_key");
  EXPECT_EQ(code_of(R"({"a":1,"\u0061":2})"), "duplicate_key");
  EXPECT_EQ(code_of(R"([{"b":{"a":1,"c":0,"a":1}}])"), "duplicate_key");
  EXPECT_EQ(code_of(R"({"a":{"a":1},"b":{"a":1}})"), "");
  EXPECT_EQ(parse_json(R"({ "a":1, "a":2 })").error().code, "duplicate_key");
}

TEST(CanonicalJson, RefusesNumbersThatAreNoSmallIntegers) {
  for (const char* text :
       {"9007199254740992", "-9007199254740992", "9223372036854775808", "18446744073709551616",
        "1.5", "1.0", "1e2", "1E400", "0.1", "[9007199254740993]", R"({"a":{"b":1.5}})"}) {
    EXPECT_EQ(code_of(text), "number_invalid") << text;
  }
  EXPECT_EQ(code_of("9007199254740991"), "");
  EXPECT_EQ(code_of("-9007199254740991"), "");
}

TEST(CanonicalJson, PointsToTheNumberTheNameOrTheDepth) {
  const auto pointer_of = [](std::string_view text) {
    const auto value = parse_canonical_json(text);
    return value ? "accepted" : value.error().code + " " + value.error().pointer;
  };

  EXPECT_EQ(pointer_of(R"({"a":[0,{"b/c":1.5}]})"), "number_invalid /a/1/b~1c");
  EXPECT_EQ(pointer_of("1.5"), "number_invalid ");
  EXPECT_EQ(pointer_of(R"({"a":{},"b":[[],"x",{"c":1,"d":2,"c":3}]})"), "duplicate_key /b/2/c");
  EXPECT_EQ(pointer_of(R"({"b":1,"a":2,"a":3})"), "duplicate_key /a");
  EXPECT_EQ(pointer_of(R"({"a":[1,[[[[[[[]]]]]]]]})"), "too_deep /a/1/0/0/0/0/0/0");
}

TEST(CanonicalJson, NamesTheByteWhereJsonEnds) {
  EXPECT_NE(parse_json(R"({"a":tru})").error().rule.find("byte 5"), std::string::npos)
      << parse_json(R"({"a":tru})").error().rule;
  EXPECT_NE(parse_json("{}{}").error().rule.find("byte 2"), std::string::npos)
      << parse_json("{}{}").error().rule;
}

TEST(CanonicalJson, RefusesNestingBeyondItsLimit) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(code_of(nested(kJsonDepthMax)), "");
  EXPECT_EQ(code_of(nested(kJsonDepthMax + 1)), "too_deep");
  EXPECT_EQ(code_of(nested(10'000)), "too_deep");
}

// RFC 8785 §3.2.3: names sort by UTF-16 code units, in which U+1F600 comes before U+FB33.
TEST(CanonicalJson, SortsNamesByUtf16) {
  EXPECT_EQ(code_of("{\"\U0001f600\":1,\"\ufb33\":2}"), "");
  EXPECT_EQ(code_of("{\"\ufb33\":2,\"\U0001f600\":1}"), "not_canonical");
  EXPECT_EQ(code_of("{\"\":4,\"a\":0,\"\u00e9\":1,\"\u20ac\":2,\"\U0001f600\":3}"), "");
}

// A slow reference for the order of names: by their UTF-16.
std::u16string utf16(const std::u32string& text) {
  std::u16string units;
  for (const char32_t c : text) {
    if (c < 0x10000) {
      units += static_cast<char16_t>(c);
    } else {
      units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U));
      units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  return units;
}

std::string utf8(const std::u32string& text) {
  std::string bytes;
  const auto add = [&bytes](char32_t byte) { bytes += static_cast<char>(byte); };
  for (const char32_t c : text) {
    if (c < 0x80) {
      add(c);
    } else if (c < 0x800) {
      add(0xC0 | (c >> 6U));
      add(0x80 | (c & 0x3FU));
    } else if (c < 0x10000) {
      add(0xE0 | (c >> 12U));
      add(0x80 | ((c >> 6U) & 0x3FU));
      add(0x80 | (c & 0x3FU));
    } else {
      add(0xF0 | (c >> 18U));
      add(0x80 | ((c >> 12U) & 0x3FU));
      add(0x80 | ((c >> 6U) & 0x3FU));
      add(0x80 | (c & 0x3FU));
    }
  }
  return bytes;
}

TEST(CanonicalJson, SortsAsASlowReferenceDoes) {
  std::mt19937 random(20260601);
  const std::u32string alphabet =
      U"ab\u00e9\u07ff\u0800\u20ac\ud7ff\ue000\uee80\uffef\U00010000\U0001f600\U0010fffd";
  std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
  std::uniform_int_distribution<std::size_t> length(0, 4);
  for (int round = 0; round < 20'000; ++round) {
    std::u32string a;
    std::u32string b;
    for (std::size_t i = length(random); i > 0; --i) a += alphabet[letter(random)];
    for (std::size_t i = length(random); i > 0; --i) b += alphabet[letter(random)];
    if (a == b) continue;
    const bool a_first = utf16(a) < utf16(b);
    const std::string expected = a_first ? "{\"" + utf8(a) + "\":0,\"" + utf8(b) + "\":0}"
                                         : "{\"" + utf8(b) + "\":0,\"" + utf8(a) + "\":0}";

    ASSERT_EQ(canonical_json(json::object{{utf8(a), 0}, {utf8(b), 0}}), expected);
  }
}

json::value random_value(std::mt19937& random, int depth) {
  switch (std::uniform_int_distribution(0, depth > 0 ? 5 : 3)(random)) {
    case 0:
      return nullptr;
    case 1:
      return random() % 2 == 0;
    case 2:
      return static_cast<std::int64_t>(random()) - 2'000'000'000;
    case 3: {
      std::string text;
      for (auto i = random() % 6; i > 0; --i) text += static_cast<char>(random() % 128);
      return json::string(text);
    }
    case 4: {
      json::array array;
      for (auto i = random() % 4; i > 0; --i) array.push_back(random_value(random, depth - 1));
      return array;
    }
    default: {
      json::object object;
      for (auto i = random() % 4; i > 0; --i)
        object[std::string(1, static_cast<char>(random() % 128))] = random_value(random, depth - 1);
      return object;
    }
  }
}

TEST(CanonicalJson, RoundTripsAnyValue) {
  std::mt19937 random(8785);
  for (int round = 0; round < 5'000; ++round) {
    const json::value value = random_value(random, 7);
    const std::string text = canonical_json(value);

    const auto parsed = parse_canonical_json(text);

    ASSERT_TRUE(parsed) << text << ": " << parsed.error().rule;
    ASSERT_EQ(*parsed, value) << text;
  }
}

json::value edge_cases() {
  std::ostringstream text;
  text << std::ifstream(PLEDGEBOOK_SOURCE_DIR "/tests/vectors/edge_cases.json").rdbuf();
  return support::json_of(text.str());
}

TEST(CanonicalJson, GivesTheEdgeCases) {
  const json::value vectors = edge_cases();
  ASSERT_GE(vectors.at("json").as_array().size(), 13U);
  for (const json::value& each : vectors.at("json").as_array()) {
    const std::string_view text = each.at("text").as_string();
    const std::string_view expected = each.at("canonical").as_string();

    const auto value = parse_json(text);

    ASSERT_TRUE(value) << each.at("what") << ": " << value.error().rule;
    EXPECT_EQ(canonical_json(*value), expected) << each.at("what");
    EXPECT_TRUE(parse_canonical_json(expected)) << each.at("what");
    EXPECT_EQ(parse_canonical_json(text).has_value(), text == expected) << each.at("what");
  }
}

TEST(CanonicalJson, RefusesTheEdgeCases) {
  const json::value vectors = edge_cases();
  ASSERT_GE(vectors.at("json_refused").as_array().size(), 33U);
  for (const json::value& each : vectors.at("json_refused").as_array()) {
    EXPECT_FALSE(parse_json(std::string_view(each.at("text").as_string()))) << each.at("what");
    EXPECT_FALSE(parse_canonical_json(std::string_view(each.at("text").as_string())))
        << each.at("what");
  }
}

// Vectors of cyberphone/json-canonicalization, of which statements can hold those with integers.
TEST(CanonicalJson, GivesThePublicVectors) {
  const char* directory = std::getenv("PLEDGEBOOK_PUBLIC_VECTORS");
  const std::filesystem::path file =
      std::filesystem::path(directory != nullptr ? directory
                                                 : PLEDGEBOOK_SOURCE_DIR "/../shared/vectors") /
      "jcs.json";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << file.string()
                 << " is absent; set PLEDGEBOOK_PUBLIC_VECTORS to the directory that holds it";
  }
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  const json::value vectors = support::json_of(text.str());
  int compared = 0;
  for (const json::value& each : vectors.as_array()) {
    const std::string_view expected = each.at("output").as_string();
    const auto value = parse_json(std::string_view(each.at("input").as_string()));
    if (!value && value.error().code == "number_invalid") continue;
    ASSERT_TRUE(value) << each.at("name");
    EXPECT_EQ(canonical_json(*value), expected) << each.at("name");
    EXPECT_TRUE(parse_canonical_json(expected)) << each.at("name");
    ++compared;
  }
  EXPECT_EQ(compared, 4);
}

}  // namespace
}  // namespace pledgebook::ledger
