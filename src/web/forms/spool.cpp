// SPDX-License-Identifier: Apache-2.0
#include "web/forms/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace gatehouse::web::detail {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error{errno, std::system_category(), what}; }

int open_unnamed() {
  const char* const wanted = ::getenv("TMPDIR");
  const std::string folder = wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  // Not every file system supports files without a name. The fallback has a name for a short time.
  if (file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
    auto path = folder + "/gatehouse-XXXXXX";
    file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file >= 0) ::unlink(path.c_str());
  }
  if (file < 0) fail("making a temporary file");
  return file;
}

}  // namespace

Spool::Spool() : file_(open_unnamed()) {}

void Spool::append(std::string_view bytes) {
  write_whole(file_.get(), bytes);
  size_ += bytes.size();
}

void Spool::read(std::uint64_t position, char* to, std::size_t size) const {
  while (size > 0) {
    const auto got = ::pread(file_.get(), to, size, static_cast<off_t>(position));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("reading a temporary file");
    if (got == 0) throw std::runtime_error{"a temporary file is too short"};
    to += got;
    position += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
}

void write_whole(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail("writing a file");
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

}  // namespace gatehouse::web::detail
