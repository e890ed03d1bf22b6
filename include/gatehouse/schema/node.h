#pragma once
// SPDX-License-Identifier: Apache-2.0
// An untyped value: from JSON, or text from a form, a query, a path or a header.

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/base/result.h"

namespace gatehouse::schema {

struct Member;
struct TypeInfo;

/// An untyped value. Its views point into its Document, or into the input from which the Document was made.
struct Node {
  /// The types of JSON, and the types that other sources add.
  enum class Kind {
    null,
    boolean,
    integer,  ///< a JSON number without fraction or exponent that fits std::int64_t
    number,   ///< any other JSON number; infinite if it is too large for a double
    string,   ///< a JSON string
    array,
    object,
    text,  ///< characters from a form, query, path or header, which a type may convert
    file,  ///< an uploaded file of a multipart form
  };

  /// Determines which of the members below are valid.
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string_view text;        ///< for a string or text
  std::vector<Node> items;      ///< for an array; for the text of a repeated name: all its values
  const void* held = nullptr;   ///< for a file: data of the form reader, or null
  std::vector<Member> members;  ///< for an object, in order, without duplicate names

  /// Returns whether the value is text, from JSON or from another source. `text` then holds it.
  [[nodiscard]] bool is_text() const noexcept { return kind == Kind::string || kind == Kind::text; }
  /// Returns the member with this name, or null.
  [[nodiscard]] const Node* find(std::string_view name) const noexcept;
};

/// A member of an object.
struct Member {
  std::string_view name;
  Node value;
};

/// A Node together with the memory that its views point to, unless they point into the input.
class Document {
 public:
  Document() = default;
  /// Moves the memory, so that views stay valid.
  Document(Document&&) = default;
  /// Moves the memory, so that views stay valid.
  Document& operator=(Document&&) = default;
  ~Document();  ///< wipes the text it owns, because a body may contain a password

  Node root;

  /// Copies `text`. The returned view is valid as long as the document.
  std::string_view keep(std::string_view text);
  /// Same as above, and wipes `text`.
  std::string_view keep(std::string&& text);

 private:
  std::forward_list<std::string> blocks_;  // never extended beyond their capacity, so that views stay valid
};

/// Why a text was refused as JSON, and where.
struct JsonError {
  /// Text for people.
  std::string message;
  /// The number of bytes from the start of the text to the error.
  std::size_t offset = 0;
};

/// The maximum depth of nested arrays and objects.
inline constexpr std::size_t max_json_depth = 64;
/// The maximum number of values in a document, unless JsonOptions sets another. A value takes up to 50 times
/// the memory of its text (CWE-400): with this limit a document takes less than 16 MB.
inline constexpr std::size_t max_json_nodes = 64 * 1024;

/// Options for parse_json().
struct JsonOptions {
  /// The type that the document will be decoded to. Members that this type ignores are checked, but not
  /// built, and do not count towards `max_nodes`. If null, all values are built.
  const TypeInfo* type = nullptr;
  /// The maximum number of values to build.
  std::size_t max_nodes = max_json_nodes;
};

/// Parses JSON (RFC 8259) strictly: UTF-8 without a byte order mark, no duplicate members, no lone
/// surrogates, at most `max_json_depth` levels. `text` must outlive the document.
[[nodiscard]] result<Document, JsonError> parse_json(std::string_view text, const JsonOptions& options = {});

}  // namespace gatehouse::schema
