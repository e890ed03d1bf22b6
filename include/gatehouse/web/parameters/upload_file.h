#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file in a form, like FastAPI's UploadFile.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/schema/type.h"

namespace gatehouse::web {

namespace detail {
struct Upload;
}

/// A file of a multipart form. It is a member of the struct in `Form<T>`, and may also be in a std::optional
/// or, for several files with one name, in a std::vector. A small file stays in memory. A larger one is
/// written to a temporary file in $TMPDIR while it arrives; this file has no name, so it never remains after
/// a crash. Raise `OperationOptions::max_body` to accept more than the limit of the server.
///
///     struct Photo { web::UploadFile picture; std::optional<std::string> title; };
///     BOOST_DESCRIBE_STRUCT(Photo, (), (picture, title))
///     awaitable<> add_photo(Form<Photo> photo) { co_await photo->picture.save_to("/srv/photos/1"); }
///
/// Copies refer to the same file and share the read position. Not thread-safe. May outlive its request. Disk
/// errors are thrown as std::system_error.
class UploadFile {
 public:
  /// A size that means "until the end".
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  /// Creates an empty file without a name.
  UploadFile();
  /// Called by the library.
  explicit UploadFile(std::shared_ptr<detail::Upload> upload) noexcept;
  /// The copy refers to the same file.
  UploadFile(const UploadFile&);
  /// Refers to the same file.
  UploadFile(UploadFile&&) noexcept;
  /// Refers to the same file afterwards.
  UploadFile& operator=(const UploadFile&);
  /// Refers to the same file afterwards.
  UploadFile& operator=(UploadFile&&) noexcept;
  ~UploadFile();

  /// Returns the name that the caller gave, in UTF-8. Do not use it as a path (CWE-22).
  [[nodiscard]] const std::string& filename() const noexcept;
  /// Returns the type that the caller gave, or an empty string.
  [[nodiscard]] const std::string& content_type() const noexcept;
  /// Returns the size in bytes.
  [[nodiscard]] std::uint64_t size() const noexcept;
  /// Returns whether the content is in memory.
  [[nodiscard]] bool is_in_memory() const noexcept;

  /// Returns the next bytes: `most` of them, or fewer at the end of the file. Returns an empty string
  /// at the end.
  awaitable<std::string> read(std::size_t most = all) const;
  /// Sets the position from which read() continues.
  void seek(std::uint64_t position) const noexcept;
  /// Writes the whole content to a file and replaces what the file contained.
  awaitable<> save_to(std::string path) const;

 private:
  std::shared_ptr<detail::Upload> upload_;
};

namespace detail {

/// Whether a member of a form holds files.
template <class T>
inline constexpr bool is_upload = false;
template <>
inline constexpr bool is_upload<UploadFile> = true;
template <class T>
inline constexpr bool is_upload<std::optional<T>> = is_upload<T>;
template <class T>
inline constexpr bool is_upload<std::vector<T>> = is_upload<T>;

bool decode_upload(const schema::Node& node, schema::Reporter& reporter, UploadFile& out);

}  // namespace detail
}  // namespace gatehouse::web

/// A file can only be read, and only from a form. There is no encode function.
template <>
struct gatehouse::schema::Type<gatehouse::web::UploadFile> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "binary"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, web::UploadFile& out) {
    return web::detail::decode_upload(node, reporter, out);
  }
};
