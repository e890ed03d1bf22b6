#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads the members of one JSON object with Boost.JSON's lexer, in 1 µs or less for a token.

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::crypto::detail {

/// The kind of a value that is neither text nor a number.
enum class JsonKind { null, is_false, is_true, array, object };

/// Converts events of basic_parser into calls of `Sink` for the members of the object. Nested values are only
/// checked to be valid JSON, except the elements of a list. A Sink has these members. Each function returns
/// false to refuse the input, after setting `error`:
///
///     bool member(std::string_view name);       // the value follows
///     bool text(std::string_view value);
///     bool number(double value);                // infinite where it was too large
///     bool other(JsonKind kind);
///     bool element(std::optional<std::string_view> text);  // of a list; nothing where it is no text
///     std::optional<Error> error;  // of an enum with a value `malformed`
template <class Sink>
class JsonObjectHandler {
  using error_code = boost::json::error_code;
  using view = boost::json::string_view;

 public:
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_object_size = max_array_size;
  static constexpr std::size_t max_string_size = max_array_size;
  static constexpr std::size_t max_key_size = max_array_size;

  explicit JsonObjectHandler(Sink& sink) : sink_(sink) {}

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }

  bool on_object_begin(error_code& ec) {
    const bool ok = depth_ == 0 || value(JsonKind::object);
    ++depth_;
    return ok || refuse(ec);
  }
  bool on_object_end(std::size_t, error_code&) {
    --depth_;
    return true;
  }
  bool on_array_begin(error_code& ec) {
    const bool ok = depth_ != 0 && value(JsonKind::array);
    if (depth_ == 1) in_list_ = true;
    ++depth_;
    return ok || refuse(ec);
  }
  bool on_array_end(std::size_t, error_code&) {
    if (--depth_ == 1) in_list_ = false;
    return true;
  }

  bool on_key_part(view part, std::size_t, error_code&) {
    if (depth_ == 1) append(part);
    return true;
  }
  bool on_key(view part, std::size_t, error_code& ec) {
    if (depth_ != 1) return true;
    const auto name = whole(part);
    return (is_new(name) && sink_.member(name)) || refuse(ec);
  }

  bool on_string_part(view part, std::size_t, error_code&) {
    if (is_seen()) append(part);
    return true;
  }
  bool on_string(view part, std::size_t, error_code& ec) {
    if (depth_ == 1) return sink_.text(whole(part)) || refuse(ec);
    if (is_element()) return sink_.element(whole(part)) || refuse(ec);
    return depth_ != 0 || refuse(ec);
  }

  bool on_number_part(view, error_code&) { return true; }
  bool on_int64(std::int64_t number, view, error_code& ec) {
    return on_double(static_cast<double>(number), {}, ec);
  }
  bool on_uint64(std::uint64_t number, view, error_code& ec) {
    return on_double(static_cast<double>(number), {}, ec);
  }
  bool on_double(double number, view, error_code& ec) {
    bool ok = depth_ != 0;
    if (depth_ == 1) ok = sink_.number(number);
    if (is_element()) ok = sink_.element(std::nullopt);
    // A number that does not fit into a double was read as infinity and is refused.
    return (ok && std::isfinite(number)) || refuse(ec);
  }
  bool on_bool(bool truth, error_code& ec) {
    return value(truth ? JsonKind::is_true : JsonKind::is_false) || refuse(ec);
  }
  bool on_null(error_code& ec) { return value(JsonKind::null) || refuse(ec); }

  bool on_comment_part(view, error_code&) { return true; }
  bool on_comment(view, error_code&) { return true; }

 private:
  static bool refuse(error_code& ec) {
    ec = boost::json::error::syntax;
    return false;
  }

  [[nodiscard]] bool is_element() const { return depth_ == 2 && in_list_; }
  [[nodiscard]] bool is_seen() const { return depth_ == 1 || is_element(); }

  bool value(JsonKind kind) {
    if (depth_ == 1) return sink_.other(kind);
    if (is_element()) return sink_.element(std::nullopt);
    return depth_ != 0;
  }

  void append(view part) { parts_.append(part.data(), part.size()); }

  /// Returns the whole text, of which `part` is the last part. A text without escapes has one part and
  /// is not copied.
  std::string_view whole(view part) {
    if (parts_.empty()) return {part.data(), part.size()};
    append(part);
    text_.swap(parts_);
    parts_.clear();
    return text_;
  }

  /// Returns whether no earlier member has this name. Parsers differ in which of two equal members they use
  /// (RFC 7515 4, RFC 8725 2.4).
  bool is_new(std::string_view name) {
    // Equal names have equal hashes. A collision of different names is very unlikely and only
    // refuses the token.
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    const auto end = hashes_.begin() + static_cast<std::ptrdiff_t>(members_);
    if (members_ == hashes_.size() || std::find(hashes_.begin(), end, hash) != end) return false;
    hashes_[members_++] = hash;
    return true;
  }

  Sink& sink_;
  std::size_t depth_ = 0;
  bool in_list_ = false;
  std::size_t members_ = 0;
  std::array<std::uint64_t, 64> hashes_;  // objects with more members are refused
  std::string parts_;
  std::string text_;
};

/// Reads `json`, which must be a single object, into `sink`. Returns why it was refused, or nothing.
template <class Sink>
decltype(Sink::error) read_json_object(std::string_view json, Sink& sink) {
  using Error = typename decltype(Sink::error)::value_type;
  boost::json::basic_parser<JsonObjectHandler<Sink>> parser{boost::json::parse_options{}, sink};
  boost::json::error_code ec;
  const std::size_t used = parser.write_some(false, json.data(), json.size(), ec);
  if (sink.error) return sink.error;
  if (ec.failed() || used != json.size()) return Error::malformed;
  return std::nullopt;
}

}  // namespace gatehouse::crypto::detail
