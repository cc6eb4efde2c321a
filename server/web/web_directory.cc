// SPDX-License-Identifier: Apache-2.0
#include "server/web/web_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"
#include "server/web/words/catalogue.h"

namespace pledgebook::server {
namespace {

namespace fs = std::filesystem;
using ledger::Errc;
using ledger::Error;
using ledger::Result;

constexpr std::string_view kTemplates = "templates";
constexpr std::string_view kWords = "i18n";
constexpr std::string_view kAssets = "out/assets";  // where tools/build.mjs writes

struct Type {
  std::string_view extension;
  std::string_view content_type;
};
// As tools/build.mjs has them.
constexpr auto kTypes = std::to_array<Type>({{".css", "text/css; charset=utf-8"},
                                             {".js", "text/javascript; charset=utf-8"},
                                             {".html", "text/html; charset=utf-8"},
                                             {".json", "application/json"},
                                             {".svg", "image/svg+xml"},
                                             {".tsv", "text/tab-separated-values; charset=utf-8"}});

std::unexpected<Error> wrong(const fs::path& file, std::string_view fault) {
  return std::unexpected(Error{Errc::corrupt, fmt::format("{}: {}", file.string(), fault)});
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The files of a folder, in the order of their names; none if there is no such folder.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

fs::path words_file(const fs::path& folder, Language language) {
  return folder / kWords / (std::string(tag(language)) + ".json");
}

}  // namespace

Result<std::unique_ptr<WebDirectory>> WebDirectory::open(fs::path path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    return std::unexpected(Error{
        Errc::not_found, fmt::format("{} is not a folder: give server/web of the program's sources",
                                     path.string())});
  }
  if (!fs::is_regular_file(path / kTemplates / "page.html", error) ||
      !fs::is_regular_file(words_file(path, Language::en), error)) {
    return std::unexpected(
        Error{Errc::not_found,
              fmt::format("{} has no templates/page.html or no i18n/en.json: give server/web of "
                          "the program's sources",
                          path.string())});
  }
  std::unique_ptr<WebDirectory> directory(new WebDirectory(std::move(path)));
  LEDGER_CHECK(directory->refresh());
  return directory;
}

WebDirectory::Stamps WebDirectory::stamps() const {
  Stamps stamps;
  std::error_code error;
  for (const std::string_view folder : {kTemplates, kWords, kAssets}) {
    for (const fs::path& file : files_in(path_ / folder))
      stamps[file] = {fs::last_write_time(file, error), fs::file_size(file, error)};
  }
  return stamps;
}

Result<void> WebDirectory::refresh() {
  const std::lock_guard lock(mutex_);
  Stamps now = stamps();
  if (now == read_) return {};
  LEDGER_CHECK(read_words());
  // With the words as they are now.
  LEDGER_CHECK(read_templates());
  read_assets();
  read_ = std::move(now);
  return {};
}

Route WebDirectory::reread(Route route) {
  route.handler = [this, respond = std::move(route.handler)](const Request& request) {
    if (const auto read = refresh(); !read) {
      return Response{.status = 500,
                      .content_type = "text/plain; charset=utf-8",
                      .body = read.error().detail + "\n"};
    }
    Response response = respond(request);
    response.caching = Caching::none;
    response.etag.clear();
    return response;
  };
  return route;
}

Result<void> WebDirectory::read_words() const {
  std::map<Language, std::string> words;
  for (const Language language : kLanguages) {
    const fs::path file = words_file(path_, language);
    words[language] = text_of(file);
    try {
      const Catalogue alone(language, words[language], nullptr);
    } catch (const std::exception& fault) {
      return wrong(file, fmt::format("not a flat JSON object of texts ({})", fault.what()));
    }
  }
  Catalogue::use(words);
  return {};
}

Result<void> WebDirectory::read_templates() const {
  TemplateTexts texts = templates_in_use();
  for (const fs::path& file : files_in(path_ / kTemplates)) {
    if (file.extension() == ".html") texts.insert_or_assign(file.stem().string(), text_of(file));
  }
  if (const auto name = use_templates(texts)) {
    return wrong(path_ / kTemplates / (*name + ".html"),
                 "not a template: standard error has the line");
  }
  return {};
}

void WebDirectory::read_assets() {
  std::vector<Asset> assets = assets_in_use();
  const auto kept = [this](std::string text) -> std::string_view {
    return kept_.emplace_back(std::move(text));
  };
  for (const fs::path& file : files_in(path_ / kAssets)) {
    const auto* const type = std::ranges::find(kTypes, file.extension().string(), &Type::extension);
    const std::string stem = file.stem().string();
    const std::size_t hash = stem.rfind('-');  // "pledgebook-1A2B3C4D.css"
    if (type == kTypes.end() || hash == std::string::npos) continue;
    const std::string_view name = kept(stem.substr(0, hash) + file.extension().string());
    std::erase_if(assets, [&](const Asset& other) { return other.name == name; });
    assets.push_back({.name = name,
                      .address = kept("/assets/" + file.filename().string()),
                      .content_type = type->content_type,
                      .bytes = kept(text_of(file)),
                      .gzip = {},
                      .brotli = {}});
  }
  use_assets(std::move(assets));
}

}  // namespace pledgebook::server
