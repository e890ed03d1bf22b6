// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets_file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>   // renameat2
#include <stdlib.h>  // mkostemp
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "gatehouse/base/descriptor.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

constexpr std::size_t largest_secret = 64 * 1024;

std::string shown(const std::filesystem::path& path) { return in_quotes(path.native(), std::string::npos); }

Problem failure(std::string_view what, const std::filesystem::path& path, int error) {
  return {"cannot " + std::string{what} + " " + shown(path) + ": " + std::strerror(error)};
}

bool is_in_memory(int file) {
  struct statfs system{};
  if (::fstatfs(file, &system) != 0) return false;
  return system.f_type == TMPFS_MAGIC || static_cast<unsigned long>(system.f_type) == 0x858458f6UL;  // ramfs
}

// A user who can read a signing key can log in as any user, and so can one who can write it (CWE-732).
std::optional<Problem> find_exposure(int file, const std::filesystem::path& path, FileTrust trust) {
  struct stat found{};
  if (::fstat(file, &found) != 0) return failure("look at", path, errno);
  if (!S_ISREG(found.st_mode)) return Problem{shown(path) + " is not a regular file"};
  if (trust == FileTrust::platform) return std::nullopt;
  mode_t others = S_IRWXG | S_IRWXO;
  if (trust == FileTrust::mode_or_memory && is_in_memory(file)) others = S_IWGRP | S_IWOTH;
  if ((found.st_mode & others) == 0) return std::nullopt;
  return Problem{shown(path) +
                 " holds a secret that other users of this machine can read or change; run: chmod 600 " +
                 shown(path)};
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// A new name is durable only when its folder was synced.
bool sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened.get() >= 0 && ::fsync(opened.get()) == 0;
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

bool rename_without_replacing(const std::string& from, const std::filesystem::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST) return ::unlink(from.c_str()) == 0;
  if (errno != EINVAL && errno != ENOSYS) return false;
  // Not every file system supports this. The data folder's lock prevents a race there.
  return ::rename(from.c_str(), to.c_str()) == 0;
}

enum class Existing { keep, replace };

result<void, Problem> put_file(const std::filesystem::path& path, std::string_view content,
                               Existing existing) {
  std::string temporary = path.native() + ".XXXXXX";
  const Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};  // O_EXCL, mode 0600
  if (file.get() < 0) return failure("create a file beside", path, errno);
  const bool written = ::fchmod(file.get(), S_IRUSR | S_IWUSR) == 0 && write_all(file.get(), content) &&
                       ::fsync(file.get()) == 0 &&
                       (existing == Existing::keep ? rename_without_replacing(temporary, path)
                                                   : ::rename(temporary.c_str(), path.c_str()) == 0);
  if (!written) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return failure("create", path, error);
  }
  if (!sync_folder(folder_of(path))) return failure("write to disk", folder_of(path), errno);
  return {};
}

}  // namespace

result<std::optional<Secret>, Problem> read_secret_file(const std::filesystem::path& path, FileTrust trust) {
  // O_NONBLOCK: a FIFO in place of the file must not block the start.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.get() < 0) {
    if (errno == ENOENT) return std::optional<Secret>{};
    return failure("read", path, errno);
  }
  if (auto exposure = find_exposure(file.get(), path, trust)) return std::move(*exposure);
  std::string text(largest_secret + 1, '\0');  // One buffer that never grows, so no copy is left behind.
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = ::read(file.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("read", path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  Secret whole{std::move(text)};
  if (size > largest_secret) return Problem{shown(path) + " is too large for a secret: over 64 KiB"};
  auto view = whole.reveal().substr(0, size);
  if (view.ends_with('\n')) view.remove_suffix(view.ends_with("\r\n") ? 2 : 1);
  return std::optional{Secret{std::string{view}}};
}

result<void, Problem> create_private_file(const std::filesystem::path& path, std::string_view content) {
  return put_file(path, content, Existing::keep);
}

result<void, Problem> replace_private_file(const std::filesystem::path& path, std::string_view content) {
  return put_file(path, content, Existing::replace);
}

result<void, Problem> create_private_folder(const std::filesystem::path& path) {
  const auto parent = folder_of(path);
  std::error_code error;
  std::filesystem::create_directories(parent, error);
  if (error) return failure("create the folder", parent, error.value());
  if (::mkdir(path.c_str(), S_IRWXU) != 0) {
    if (errno == EEXIST && std::filesystem::is_directory(path, error)) return {};
    return failure("create the folder", path, errno == EEXIST ? ENOTDIR : errno);
  }
  if (!sync_folder(parent)) return failure("write to disk", parent, errno);
  return {};
}

}  // namespace gatehouse::server
