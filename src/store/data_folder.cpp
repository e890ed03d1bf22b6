// SPDX-License-Identifier: Apache-2.0
#include "store/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "store/folder_exposure.h"

namespace gatehouse::store {
namespace {

OpenError refuse(const std::string& what, const std::filesystem::path& path, int error) {
  return {StoreError::unavailable,
          what + " " + path.string() + ": " + std::generic_category().message(error)};
}

/// Returns what the holder wrote into the lock, if that is a number.
std::string read_holder(int lock) {
  std::array<char, 16> buffer{};
  const auto length = ::pread(lock, buffer.data(), buffer.size(), 0);
  std::string text{buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
  if (const auto end = text.find('\n'); end != std::string::npos) text.resize(end);
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? text : std::string{};
}

void write_holder(int lock) {
  const auto text = std::to_string(::getpid()) + "\n";
  // Only informs other processes. On a full disk the lock works without it.
  if (::ftruncate(lock, 0) != 0) return;
  [[maybe_unused]] const auto written = ::pwrite(lock, text.data(), text.size(), 0);
}

}  // namespace

void sync_folder(const std::filesystem::path& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

bool DataFolder::is_in_use(const std::filesystem::path& path) {
  const int lock = ::open((path / "lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return false;
  const bool is_taken = ::flock(lock, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(lock);
  return is_taken;
}

result<DataFolder, OpenError> DataFolder::open(const std::filesystem::path& path) {
  if (::mkdir(path.c_str(), S_IRWXU) == 0) {
    const auto whole = std::filesystem::absolute(path / ".").parent_path();
    sync_folder(whole.parent_path());
  } else if (errno != EEXIST) {
    return refuse("cannot create the data folder", path, errno);
  }
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return refuse("cannot open the data folder", path, errno);
  if (!S_ISDIR(status.st_mode)) return refuse("cannot open the data folder", path, ENOTDIR);

  if (auto exposure = find_exposure(path)) return OpenError{StoreError::unavailable, std::move(*exposure)};

  // O_NOFOLLOW: a symbolic link must not make this program write to another file (CWE-59).
  const auto name = path / "lock";
  const int lock = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (lock < 0) return refuse("cannot write to the data folder", path, errno);
  DataFolder folder{path, lock};
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refuse("cannot lock the data folder", path, errno);
    const auto holder = read_holder(lock);
    return OpenError{StoreError::locked, "the data folder " + path.string() + " is in use by " +
                                             (holder.empty() ? "another process" : "process " + holder)};
  }
  write_holder(lock);
  return folder;
}

DataFolder::~DataFolder() {
  if (lock_ >= 0) ::close(lock_);
}

result<void, OpenError> DataFolder::create_private_file(const std::filesystem::path& name) const {
  const auto whole = path_ / name;
  const int file = ::open(whole.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (file < 0) return refuse("cannot write to", whole, errno);
  const int failed = ::fchmod(file, S_IRUSR | S_IWUSR) != 0 ? errno : 0;
  ::close(file);
  if (failed != 0) return refuse("cannot make private", whole, failed);
  sync_folder(path_);
  return {};
}

}  // namespace gatehouse::store
