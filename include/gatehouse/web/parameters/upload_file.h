#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file that a client sends in a form, as FastAPI's UploadFile.

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

/// A file of a multipart form, a member of the struct of a `Form<T>`; also optional, or several of one name
/// in a vector. It is taken apart while it arrives: a small one stays in memory, others go to a temporary
/// file in $TMPDIR that has no name, so that none is ever left behind. Raise `OperationOptions::max_body` for
/// more than the server's limit.
///
///     struct Photo { web::UploadFile picture; std::optional<std::string> title; };
///     BOOST_DESCRIBE_STRUCT(Photo, (), (picture, title))
///     awaitable<> add_photo(Form<Photo> photo) { co_await photo->picture.save_to("/srv/photos/1"); }
///
/// Copies are of the same file, and share the place where reading goes on; for one thread. It may outlive its
/// request. Disk errors are thrown as std::system_error.
class UploadFile {
 public:
  /// As many as there are.
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  /// An empty file without name.
  UploadFile();
  /// The library makes it.
  explicit UploadFile(std::shared_ptr<detail::Upload> upload) noexcept;
  /// The same file.
  UploadFile(const UploadFile&);
  /// The same file.
  UploadFile(UploadFile&&) noexcept;
  /// The same file.
  UploadFile& operator=(const UploadFile&);
  /// The same file.
  UploadFile& operator=(UploadFile&&) noexcept;
  ~UploadFile();

  /// As the client has it: a stranger's text, no path to write to (CWE-22). UTF-8.
  [[nodiscard]] const std::string& filename() const noexcept;
  /// What the client says it is, or nothing.
  [[nodiscard]] const std::string& content_type() const noexcept;
  /// Bytes.
  [[nodiscard]] std::uint64_t size() const noexcept;
  /// Whether its bytes are in memory.
  [[nodiscard]] bool is_in_memory() const noexcept;

  /// The next bytes, `most` of them or those that are left; empty at the end.
  awaitable<std::string> read(std::size_t most = all) const;
  /// Goes on reading from there.
  void seek(std::uint64_t position) const noexcept;
  /// Writes all of it to a file, in place of what was there.
  awaitable<> save_to(std::string path) const;

 private:
  std::shared_ptr<detail::Upload> upload_;
};

namespace detail {

/// Whether a form's member holds files.
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

/// Read from forms only: there is no encode.
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
