#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file as an answer, like Starlette's FileResponse, with validators and byte ranges.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/detail/answering.h"

namespace gatehouse::web {

/// Answers with the file at `path`, which is read while it is sent. Last-Modified and ETag are made from the
/// time and size of the file: a caller that already has the file gets 304, and a request for one byte range
/// gets 206 or 416 (RFC 9110 13, 14). A request for several ranges gets the whole file. If nothing exists at
/// the path, the answer is 404; if it is not a file or cannot be read, 500. A path must not contain unchecked
/// text from callers (CWE-22); use `below` to check it.
///
///     FileAnswer get_report(Path<"id", int> id) {
///       return FileAnswer{reports + std::to_string(*id) + ".pdf", "report.pdf"};
///     }
class FileAnswer {
 public:
  /// `save_as` is the name under which a browser saves the file; if it is empty, the browser shows the file.
  /// `type` is the Content-Type; if it is empty, it is derived from the extension of `save_as` or, without
  /// that, of the path, and is application/octet-stream for unknown extensions.
  explicit FileAnswer(std::string file_path, std::string save_as = {}, std::string type = {})
      : path(std::move(file_path)), filename(std::move(save_as)), content_type(std::move(type)) {}

  /// Returns the file that a caller has named inside of `folder` or one of its subfolders, for example by
  /// the rest of a path. Throws HttpError 404 if it is not a file or lies outside of the folder, whether by
  /// "..", an absolute path or a symbolic link. Throws std::system_error if the folder does not exist.
  /// Symbolic links are checked once, before the file is opened, so only trusted users may be able to write
  /// to the folder.
  ///
  ///     FileAnswer get_file(Path<"file", std::string> file) { return FileAnswer::below("static", *file); }
  ///     app.get<get_file>("/static/{file:path}");
  static FileAnswer below(std::string_view folder, std::string_view name);

  std::string path;
  /// The name to save the file as, or empty.
  std::string filename;
  /// The Content-Type, or empty.
  std::string content_type;
};

/// A file whose type is known at compile time, so that the document states it. A plain FileAnswer is
/// documented as bytes of any type.
///
///     FileAnswerAs<"image/png"> get_cover(Path<"id", int> id) { return
///     FileAnswerAs<"image/png">{file_of(*id)}; }
template <schema::FixedString Type>
class FileAnswerAs : public FileAnswer {
 public:
  /// See the constructor of FileAnswer.
  explicit FileAnswerAs(std::string file_path, std::string save_as = {})
      : FileAnswer(std::move(file_path), std::move(save_as), std::string{Type.view()}) {}
};

namespace detail {

/// Opens the file. Throws HttpError 404 or std::system_error.
void fill_file(http::Response& response, const FileAnswer& answer);

template <>
struct Answering<FileAnswer> {
  static constexpr bool is_json = false;
  static constexpr unsigned status = 200;
  static void fill(http::Response& response, FileAnswer& answer) { fill_file(response, answer); }
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back({.status = declared, .content_type = any_type, .is_binary = true});
  }
};

template <schema::FixedString Type>
struct Answering<FileAnswerAs<Type>> : Answering<FileAnswer> {
  static void describe(std::vector<AnswerInfo>& answers, unsigned declared) {
    answers.push_back(bytes_of_type(declared, Type.view()));
  }
};

}  // namespace detail
}  // namespace gatehouse::web
