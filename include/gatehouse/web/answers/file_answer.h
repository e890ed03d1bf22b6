#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file as an answer, as Starlette's FileResponse, and what HTTP has for files: validators, ranges.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/detail/answering.h"

namespace gatehouse::web {

/// The file at `path`, read while it is sent. With Last-Modified and ETag, made of the file's time and size:
/// a client that has it already gets 304, one that asks for a part of it 206 or 416 (RFC 9110 13, 14; of
/// several parts it gets the whole). A path that leads to nothing is 404; to no file, or one that can't be
/// read, 500. Nothing of a path may come from strangers unchecked (CWE-22): `below` checks it.
///
///     FileAnswer get_report(Path<"id", int> id) {
///       return FileAnswer{reports + std::to_string(*id) + ".pdf", "report.pdf"};
///     }
class FileAnswer {
 public:
  /// `filename`: what a browser saves it as; empty: it shows it. `content_type`: empty: by the file name's
  /// extension, application/octet-stream for what is not known.
  explicit FileAnswer(std::string file_path, std::string save_as = {}, std::string type = {})
      : path(std::move(file_path)), filename(std::move(save_as)), content_type(std::move(type)) {}

  /// The file in `folder`, or in a folder of it, that a stranger named; as the rest of a path, say. HttpError
  /// 404 for what is no file, or not in there: by "..", as an absolute path, through a symbolic link. Throws
  /// std::system_error when there is no such folder. What a link in the folder leads to is looked at once,
  /// before the file is opened: whoever may write there is trusted.
  ///
  ///     FileAnswer get_file(Path<"file", std::string> file) { return FileAnswer::below("static", *file); }
  ///     app.get<get_file>("/static/{file:path}");
  static FileAnswer below(std::string_view folder, std::string_view name);

  /// Where the file is.
  std::string path;
  /// What it is saved as, or none.
  std::string filename;
  /// Its type, or none.
  std::string content_type;
};

/// A file whose type is known before, so that the document has it; a plain FileAnswer is documented as bytes
/// of any type.
///
///     FileAnswerAs<"image/png"> get_cover(Path<"id", int> id) { return
///     FileAnswerAs<"image/png">{file_of(*id)}; }
template <schema::FixedString Type>
class FileAnswerAs : public FileAnswer {
 public:
  /// As a FileAnswer.
  explicit FileAnswerAs(std::string file_path, std::string save_as = {})
      : FileAnswer(std::move(file_path), std::move(save_as), std::string{Type.view()}) {}
};

namespace detail {

/// Opens the file. Throws HttpError 404, or std::system_error.
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
