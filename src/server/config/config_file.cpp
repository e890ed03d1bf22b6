// SPDX-License-Identifier: Apache-2.0
// The layer of the TOML file.
#include "server/config/config_layers.h"
#include "server/config/settings_names.h"
#include "server/config/settings_value.h"
#include "server/log_text.h"

// The parser returns errors by value. It is used header-only, because only this file needs it.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>

namespace gatehouse::server {
namespace {

// Returns a description of a bad value. For rare types such as dates it is only the type's name.
std::string described(const toml::node& node) {
  if (const auto* text = node.as_string()) return "the text " + in_quotes(text->get());
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* number = node.as_floating_point()) {
    std::ostringstream out;
    out << *number;
    return out.str();
  }
  if (node.is_array()) return "a list";
  if (node.is_table()) return "a section";
  return "a date or time";
}

std::optional<std::vector<std::string>> read_texts(const toml::node& node) {
  if (const auto* text = node.as_string()) return std::vector{text->get()};
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> items;
  for (const auto& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return std::nullopt;
    items.push_back(text->get());
  }
  return items;
}

std::optional<SettingValue> read_node(const Setting& setting, const toml::node& node) {
  switch (setting.field.kind) {
    case SettingKind::boolean:
      if (const auto* flag = node.as_boolean()) return flag->get();
      return std::nullopt;
    case SettingKind::integer:
      if (const auto* number = node.as_integer()) return number->get();
      return std::nullopt;
    case SettingKind::list:
      if (auto items = read_texts(node)) return std::move(*items);
      return std::nullopt;
    case SettingKind::choice:
    case SettingKind::text:
      break;
  }
  if (const auto* text = node.as_string()) return text->get();
  return std::nullopt;
}

// Reads the two levels of the document. Problems are sorted by place, because toml++ keeps keys
// in alphabetical order.
class FileReader {
 public:
  FileReader(SettingTable table, const std::string& path) : table_(table), path_(path) {
    for (const auto& setting : table) keys_.emplace_back(setting.key);
    for (const auto section : section_names(table)) sections_.emplace_back(section);
  }

  LayerContent read(const toml::table& document) {
    for (const auto& [key, node] : document) {
      if (std::ranges::find(sections_, key.str()) == sections_.end()) {
        report(key.source().begin, unknown_at_top(key.str(), node.is_table()));
      } else if (const auto* section = node.as_table()) {
        read_section(key.str(), *section);
      } else {
        report(key.source().begin,
               std::string{key.str()} + " is a section, not a setting; its settings, under [" +
                   std::string{key.str()} + "], are " + join_names(names_in(table_, key.str())));
      }
    }
    // Not stable_sort, because Clang warns about g++ 12's implementation of it.
    std::ranges::sort(found_, {}, [](const auto& one) {
      return std::tuple{one.at.line, one.at.column, std::string_view{one.text}};
    });
    for (auto& one : found_) content_.problems.push_back(place(one.at) + ": " + one.text);
    return std::move(content_);
  }

 private:
  struct Found {
    toml::source_position at;
    std::string text;
  };

  void read_section(std::string_view section, const toml::table& entries) {
    for (const auto& [key, node] : entries) {
      const std::string full = std::string{section} + "." + std::string{key.str()};
      if (const auto* setting = find_setting(table_, full)) {
        read_setting(*setting, node);
      } else {
        report(key.source().begin, "unknown setting " + in_quotes(full) + hint(full, std::string{key.str()}) +
                                       "; [" + std::string{section} + "] has " +
                                       join_names(names_in(table_, section)));
      }
    }
  }

  void read_setting(const Setting& setting, const toml::node& node) {
    auto value = read_node(setting, node);
    auto fault = value ? find_fault(setting, *value) : std::optional{"is " + described(node)};
    if (fault) {
      report(node.source().begin, complaint(setting, setting.key, *fault));
    } else {
      content_.given.push_back({&setting, std::move(*value), Layer::file, place(node.source().begin)});
    }
  }

  std::string unknown_at_top(std::string_view key, bool is_section) const {
    if (!is_section) {
      return "unknown setting " + in_quotes(key) + hint(std::string{key}, std::string{key}) +
             "; every setting is in a section: " + join_names(sections_);
    }
    const auto meant = closest_name(key, sections_, '.');
    return "unknown section " + in_quotes(key) + (meant ? " (did you mean [" + *meant + "]?)" : "") +
           "; the sections are " + join_names(sections_);
  }

  // Returns a suggestion for a name that is misspelled or belongs to another section.
  std::string hint(const std::string& full, const std::string& name) const {
    auto meant = closest_name(name, keys_, '.');
    if (!meant || !meant->ends_with("." + name)) {
      if (auto nearer = closest_name(full, keys_, '.')) meant = std::move(nearer);
    }
    return meant ? " (did you mean " + *meant + "?)" : "";
  }

  std::string place(const toml::source_position& at) const {
    return path_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  void report(const toml::source_position& at, std::string text) { found_.push_back({at, std::move(text)}); }

  SettingTable table_;
  const std::string& path_;
  std::vector<std::string> keys_;
  std::vector<std::string> sections_;
  std::vector<Found> found_;
  LayerContent content_;
};

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

}  // namespace

LayerContent read_config_text(SettingTable table, std::string_view text, const std::string& path) {
  const auto parsed = toml::parse(text, std::string_view{path});
  if (!parsed) {
    const auto& at = parsed.error().source().begin;
    std::string problem =
        path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": not TOML: ";
    append_visible(problem, parsed.error().description());
    return {{}, {std::move(problem)}};
  }
  return FileReader{table, path}.read(parsed.table());
}

LayerContent read_config_file(SettingTable table, const std::string& path) {
  const auto refused = [&path](int error) {
    return LayerContent{{},
                        {"cannot read the configuration file " + in_quotes(path, std::string::npos) + ": " +
                         std::strerror(error)}};
  };
  const std::unique_ptr<std::FILE, CloseFile> file{std::fopen(path.c_str(), "re")};
  if (!file) return refused(errno);
  std::string text;
  std::array<char, 4096> part{};
  while (const auto got = std::fread(part.data(), 1, part.size(), file.get())) text.append(part.data(), got);
  if (std::ferror(file.get()) != 0) return refused(errno);
  return read_config_text(table, text, path);
}

}  // namespace gatehouse::server
