// SPDX-License-Identifier: Apache-2.0
// JSON text to a Document, by Boost.JSON's parser; what that lets pass and we do not is refused here.

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <optional>

#include "gatehouse/schema/node.h"

namespace gatehouse::schema {
namespace {

using boost::json::error_code;
using boost::json::string_view;

constexpr std::string_view duplicate_member = "an object has two members of one name";

bool has_duplicates(const Node& object) {
  if (object.members.size() < 2) return false;
  std::vector<std::string_view> names;
  names.reserve(object.members.size());
  for (const auto& member : object.members) names.push_back(member.name);
  std::ranges::sort(
      names);  // an object of a stranger may have 100,000 members: comparing all pairs is no option
  return std::ranges::adjacent_find(names) != names.end();
}

// Receives the parser's events; the open arrays and objects are a stack, each attached to its parent when it
// closes.
struct TreeBuilder {
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  Document document;
  std::string_view input{};
  std::optional<std::string_view> refusal{};

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return open(Node::Kind::object); }
  bool on_array_begin(error_code&) { return open(Node::Kind::array); }
  bool on_array_end(std::size_t, error_code&) { return close(); }
  bool on_object_end(std::size_t, error_code& ec) {
    if (has_duplicates(open_.back().node)) return refuse(duplicate_member, ec);
    return close();
  }

  bool on_key_part(string_view part, std::size_t, error_code&) { return add_part(part); }
  bool on_key(string_view part, std::size_t, error_code&) {
    open_.back().key = finish_text(part);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { return add_part(part); }
  bool on_string(string_view part, std::size_t, error_code&) {
    Node node;
    node.kind = Node::Kind::string;
    node.text = finish_text(part);
    return attach(std::move(node));
  }

  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t value, string_view, error_code&) {
    Node node;
    node.kind = Node::Kind::integer;
    node.integer = value;
    return attach(std::move(node));
  }
  bool on_uint64(std::uint64_t value, string_view, error_code& ec) {
    return on_double(static_cast<double>(value), {}, ec);
  }
  bool on_double(double value, string_view, error_code&) {
    Node node;
    node.kind = Node::Kind::number;
    node.number = value;
    return attach(std::move(node));
  }
  bool on_bool(bool value, error_code&) {
    Node node;
    node.kind = Node::Kind::boolean;
    node.boolean = value;
    return attach(std::move(node));
  }
  bool on_null(error_code&) { return attach(Node{}); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  struct Open {
    Node node;
    std::string_view key{};
  };

  bool open(Node::Kind kind) {
    open_.emplace_back().node.kind = kind;
    return true;
  }

  bool close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    return attach(std::move(node));
  }

  bool attach(Node node) {
    if (open_.empty()) {
      document.root = std::move(node);
    } else if (auto& parent = open_.back(); parent.node.kind == Node::Kind::array) {
      parent.node.items.push_back(std::move(node));
    } else {
      parent.node.members.push_back({parent.key, std::move(node)});
    }
    return true;
  }

  bool add_part(string_view part) {
    parts_.append(part.data(), part.size());
    return true;
  }

  // A text that came in one piece stands in the input as it is; one with escapes is kept by the document.
  std::string_view finish_text(string_view last) {
    const std::string_view text{last.data(), last.size()};
    if (parts_.empty() && text.data() >= input.data() &&
        text.data() + text.size() <= input.data() + input.size()) {
      return text;
    }
    parts_ += text;
    const auto kept = document.keep(parts_);
    parts_.clear();
    return kept;
  }

  bool refuse(std::string_view why, error_code& ec) {
    refusal = why;
    ec = boost::json::error::exception;
    return false;
  }

  std::vector<Open> open_;
  std::string parts_;
};

std::string message_of(const error_code& ec) {
  using boost::json::error;
  if (ec == error::incomplete) return "the text ends too early";
  if (ec == error::extra_data) return "there is more after the value";
  if (ec == error::too_deep) return "arrays and objects are nested too deeply";
  if (ec == error::illegal_leading_surrogate || ec == error::illegal_trailing_surrogate ||
      ec == error::expected_utf16_escape) {
    return "an escape is half of a character";
  }
  return "the text is not JSON";
}

}  // namespace

result<Document, JsonError> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = max_json_depth;
  boost::json::basic_parser<TreeBuilder> parser{options};
  parser.handler().input = text;
  error_code ec;
  auto consumed = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && consumed < text.size()) {
    // Only white space may follow, and the parser has taken that.
    ec = boost::json::error::extra_data;
  }
  auto& builder = parser.handler();
  if (ec) {
    auto message = builder.refusal ? std::string{*builder.refusal} : message_of(ec);
    return JsonError{std::move(message), consumed};
  }
  return std::move(builder.document);
}

}  // namespace gatehouse::schema
