// SPDX-License-Identifier: Apache-2.0
// Parses JSON text with Boost.JSON's parser, and refuses what that parser accepts but this library does not.

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "gatehouse/base/secret.h"
#include "gatehouse/schema/node.h"
#include "schema/wanted.h"

namespace gatehouse::schema {
namespace {

using boost::json::error_code;
using boost::json::string_view;
using detail::Wanted;
using Part = Wanted::Part;

constexpr std::string_view duplicate_member = "an object has two members of one name";
constexpr std::string_view too_many_values = "the document has too many values";

// An object that a caller sends may have 100,000 members. Comparing all pairs takes quadratic time, so it is
// done only for few members (CWE-407).
bool has_duplicates(std::span<std::string_view> names) {
  constexpr std::size_t few = 8;
  if (names.size() <= few) {
    for (std::size_t i = 1; i < names.size(); ++i) {
      if (std::ranges::find(names.first(i), names[i]) != names.begin() + static_cast<std::ptrdiff_t>(i))
        return true;
    }
    return false;
  }
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

// Receives the events of the parser. The open arrays and objects are on a stack. One that is kept is attached
// to its parent when it closes. For the others only the names of their members are kept until they close.
struct TreeBuilder {
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  Document document;
  std::string_view input{};
  JsonOptions options{};
  std::optional<std::string_view> refusal{};

  TreeBuilder() = default;
  TreeBuilder(const TreeBuilder&) = delete;
  TreeBuilder& operator=(const TreeBuilder&) = delete;
  ~TreeBuilder() { wipe(parts_); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) { return open(Node::Kind::object, ec); }
  bool on_array_begin(error_code& ec) { return open(Node::Kind::array, ec); }
  bool on_array_end(std::size_t, error_code& ec) { return close(ec); }
  bool on_object_end(std::size_t, error_code& ec) {
    const auto first = open_.back().first_name;
    if (has_duplicates(std::span{names_.data(), names_.size()}.subspan(first)))
      return refuse(duplicate_member, ec);
    names_.resize(first);
    return close(ec);
  }

  bool on_key_part(string_view part, std::size_t, error_code&) { return add_part(part); }
  bool on_key(string_view part, std::size_t, error_code&) {
    const auto key = finish_text(part);
    names_.push_back(key);
    auto& object = open_.back();
    if (object.wanted.part != Part::value) return true;
    object.key = key;
    object.inner = detail::wanted_member(object.wanted.type, key);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) {
    return next().part != Part::value || add_part(part);
  }
  bool on_string(string_view part, std::size_t, error_code& ec) {
    Node node;
    node.kind = Node::Kind::string;
    if (next().part == Part::value) node.text = finish_text(part);
    return add(std::move(node), ec);
  }

  bool on_number_part(string_view, error_code&) {
    is_number_in_parts_ = true;
    return true;
  }
  bool on_int64(std::int64_t value, string_view, error_code& ec) {
    Node node;
    node.kind = Node::Kind::integer;
    node.integer = value;
    return add(std::move(node), ec);
  }
  bool on_uint64(std::uint64_t value, string_view, error_code& ec) {
    return on_double(static_cast<double>(value), {}, ec);
  }
  bool on_double(double value, string_view text, error_code& ec) {
    Node node;
    node.kind = Node::Kind::number;
    node.number = value;
    // The parser may round to a neighbour of the nearest double, which would change the number when it is
    // written and read again; std::from_chars rounds correctly. If the result is infinite or zero, from_chars
    // leaves the value of the parser.
    if (!std::exchange(is_number_in_parts_, false) && next().part == Part::value) {
      std::from_chars(text.data(), text.data() + text.size(), node.number);
    }
    return add(std::move(node), ec);
  }
  bool on_bool(bool value, error_code& ec) {
    Node node;
    node.kind = Node::Kind::boolean;
    node.boolean = value;
    return add(std::move(node), ec);
  }
  bool on_null(error_code& ec) { return add(Node{}, ec); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  struct Open {
    Node node{};
    Wanted wanted{};             // for this array or object
    Wanted inner{};              // for its next element or member
    std::string_view key{};      // of the next member
    std::size_t first_name = 0;  // index in names_ of the first name of this object
  };

  // Returns which part of the next value is wanted.
  [[nodiscard]] Wanted next() const {
    if (open_.empty()) return {Part::value, options.type};
    return open_.back().inner;
  }

  bool open(Node::Kind kind, error_code& ec) {
    const auto wanted = next();
    if (wanted.part != Part::nothing && !count(ec)) return false;
    auto& opened = open_.emplace_back();
    opened.wanted = wanted;
    opened.first_name = names_.size();
    opened.inner.part = Part::nothing;
    if (wanted.part != Part::value) return true;
    opened.node.kind = kind;
    if (kind == Node::Kind::array) opened.inner = detail::wanted_element(wanted.type);
    return true;
  }

  bool close(error_code&) {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    attach(std::move(node));
    return true;
  }

  bool add(Node node, error_code& ec) {
    const auto part = next().part;
    if (part == Part::nothing) return true;
    if (!count(ec)) return false;
    if (part == Part::name) node = {};
    attach(std::move(node));
    return true;
  }

  bool count(error_code& ec) { return ++nodes_ <= options.max_nodes || refuse(too_many_values, ec); }

  void attach(Node node) {
    if (open_.empty()) {
      document.root = std::move(node);
      return;
    }
    auto& parent = open_.back();
    if (parent.inner.part == Part::nothing) return;
    if (parent.node.kind == Node::Kind::array) {
      parent.node.items.push_back(std::move(node));
    } else {
      parent.node.members.push_back({parent.key, std::move(node)});
    }
  }

  bool add_part(string_view part) {
    parts_.append(part.data(), part.size());
    return true;
  }

  // Text without escapes is a view into the input. Text with escapes is copied into the document.
  std::string_view finish_text(string_view last) {
    const std::string_view text{last.data(), last.size()};
    if (parts_.empty() && text.data() >= input.data() &&
        text.data() + text.size() <= input.data() + input.size()) {
      return text;
    }
    parts_ += text;
    const auto kept = document.keep(std::string_view{parts_});
    parts_.clear();
    return kept;
  }

  bool refuse(std::string_view why, error_code& ec) {
    refusal = why;
    ec = boost::json::error::exception;
    return false;
  }

  boost::container::small_vector<Open, 4> open_;
  // The names of the members read so far of all open objects, with the innermost object last. Most
  // requests have few.
  boost::container::small_vector<std::string_view, 8> names_;
  std::string parts_;
  bool is_number_in_parts_ = false;
  std::size_t nodes_ = 0;
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

result<Document, JsonError> parse_json(std::string_view text, const JsonOptions& options) {
  boost::json::parse_options parse_options;
  parse_options.max_depth = max_json_depth;
  boost::json::basic_parser<TreeBuilder> parser{parse_options};
  parser.handler().input = text;
  parser.handler().options = options;
  error_code ec;
  auto consumed = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && consumed < text.size()) {
    // Only white space may follow the value, and the parser has already consumed it.
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
