// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/problem.h"

#include <algorithm>
#include <iterator>

#include "gatehouse/schema/json_text.h"

namespace gatehouse::schema {
namespace {

struct Writer {
  std::string& out;
  void operator()(const std::string& text) const { write_json_string(out, text); }
  void operator()(std::int64_t number) const { write_json_integer(out, number); }
  void operator()(double number) const { write_json_number(out, number); }
  void operator()(const std::vector<std::string>& texts) const {
    char before = '[';
    for (const auto& text : texts) {
      out += std::exchange(before, ',');
      write_json_string(out, text);
    }
    out += texts.empty() ? "[]" : "]";
  }
};

void write_location(std::string& out, const Location& location) {
  out += "{\"loc\":[";
  for (std::size_t i = 0; i < location.size(); ++i) {
    if (i > 0) out += ',';
    std::visit(Writer{out}, location[i]);
  }
  out += ']';
}

void write_context(std::string& out, const Problem& problem) {
  out += ",\"ctx\":{";
  for (std::size_t i = 0; i < problem.context.size(); ++i) {
    if (i > 0) out += ',';
    write_json_string(out, problem.context[i].first);
    out += ':';
    std::visit(Writer{out}, problem.context[i].second);
  }
  out += '}';
}

// Cuts the name before the first byte of a character, so that the result is valid UTF-8.
std::string shortened(std::string_view name) {
  if (name.size() <= max_location_name) return std::string{name};
  auto end = max_location_name;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return std::string{name.substr(0, end)} + "\u2026";
}

}  // namespace

Location Reporter::location() const {
  Location location;
  for (const auto* step = last_; step != nullptr; step = step->before_) {
    if (step->name_.data() == nullptr) {
      location.emplace_back(step->index_);
    } else {
      location.emplace_back(shortened(step->name_));
    }
  }
  std::ranges::reverse(location);
  return location;
}

void Reporter::report(std::string message, std::string type,
                      std::vector<std::pair<std::string, ContextValue>> context) {
  if (problems_.size() >= max_problems) {
    ++dropped_;
    return;
  }
  problems_.push_back({location(), std::move(message), std::move(type), std::move(context)});
}

void Reporter::add(Problems problems) {
  const auto room = max_problems - std::min(max_problems, problems_.size());
  const auto taken = std::min(room, problems.size());
  dropped_ += problems.size() - taken;
  problems_.insert(problems_.end(), std::make_move_iterator(problems.begin()),
                   std::make_move_iterator(problems.begin() + static_cast<std::ptrdiff_t>(taken)));
}

void write_problems(std::string& out, const Problems& problems) {
  out += '[';
  for (std::size_t i = 0; i < problems.size(); ++i) {
    if (i > 0) out += ',';
    write_location(out, problems[i].location);
    out += ",\"msg\":";
    write_json_string(out, problems[i].message);
    out += ",\"type\":";
    write_json_string(out, problems[i].type);
    if (!problems[i].context.empty()) write_context(out, problems[i]);
    out += '}';
  }
  out += ']';
}

}  // namespace gatehouse::schema
