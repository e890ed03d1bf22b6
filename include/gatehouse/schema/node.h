#pragma once
// SPDX-License-Identifier: Apache-2.0
// A value as it came in, before it has a type: from JSON, or text from a form, a query, a path, a header.

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

/// An untyped value. Views point into its Document, or into the input that the Document was made from.
struct Node {
  /// What there is in JSON, and what comes in elsewhere.
  enum class Kind {
    null,
    boolean,
    integer,  ///< a JSON number without fraction and exponent that fits std::int64_t
    number,   ///< any other JSON number; infinite where double has none so large
    string,   ///< a JSON string
    array,
    object,
    text,  ///< characters from a form, query, path or header, which a type may read as it likes
    file,  ///< an uploaded file of a multipart form
  };

  /// Which of the members below count.
  Kind kind = Kind::null;
  /// Of a boolean.
  bool boolean = false;
  /// Of an integer.
  std::int64_t integer = 0;
  /// Of a number.
  double number = 0;
  std::string_view text;    ///< of a string or text
  std::vector<Node> items;  ///< of an array; of the text of a repeated name: all its values, this is the last
  const void* held = nullptr;   ///< of a file: what whoever read the form keeps of it, or none
  std::vector<Member> members;  ///< of an object, in order; no name twice

  /// Whether it is characters, from JSON or from elsewhere: `text` is then what they are.
  [[nodiscard]] bool is_text() const noexcept { return kind == Kind::string || kind == Kind::text; }
  /// The member of that name, or none.
  [[nodiscard]] const Node* find(std::string_view name) const noexcept;
};

/// A member of an object.
struct Member {
  /// Its name.
  std::string_view name;
  /// Its value.
  Node value;
};

/// A Node and the memory its views point to, where that is not the input itself.
class Document {
 public:
  Document() = default;
  /// Takes the memory over, so that views stay valid.
  Document(Document&&) = default;
  /// Takes the memory over, so that views stay valid.
  Document& operator=(Document&&) = default;
  ~Document();  ///< wipes the text it owns: a body may hold a password

  /// The outermost value.
  Node root;

  /// Keeps a copy of `text` for as long as the document lives.
  std::string_view keep(std::string_view text);
  /// The same; wipes `text`.
  std::string_view keep(std::string&& text);

 private:
  std::forward_list<std::string> blocks_;  // none grows beyond its capacity: views stay valid
};

/// Why a text is not acceptable JSON, and the byte where that was seen.
struct JsonError {
  /// For people.
  std::string message;
  /// Bytes from the start.
  std::size_t offset = 0;
};

/// How many arrays and objects may lie in one another.
inline constexpr std::size_t max_json_depth = 64;
/// How many values a document may be built of, unless JsonOptions says otherwise. A value takes up to 50
/// times the memory of its text (CWE-400): with this limit a document takes less than 16 MB.
inline constexpr std::size_t max_json_nodes = 64 * 1024;

/// How a text is read.
struct JsonOptions {
  /// Of the value that the document is decoded to: members that it ignores are checked, but not built, and do
  /// not count as nodes. None: all is built.
  const TypeInfo* type = nullptr;
  /// How many values are built.
  std::size_t max_nodes = max_json_nodes;
};

/// Reads JSON (RFC 8259), strictly: UTF-8 without mark, no duplicate member, no lone surrogate, at
/// most `max_json_depth` levels. `text` must outlive the document.
[[nodiscard]] result<Document, JsonError> parse_json(std::string_view text, const JsonOptions& options = {});

}  // namespace gatehouse::schema
