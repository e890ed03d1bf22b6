#pragma once
// SPDX-License-Identifier: Apache-2.0
// The folder that holds a server's data, and its lock, which only one process at a time can hold.

#include <filesystem>
#include <utility>

#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::store {

/// Makes changes to the names in a folder durable. Without this, a new name may be lost when power fails.
void sync_folder(const std::filesystem::path& path);

/// An open data folder. During its lifetime no other process, and no other DataFolder, can open
/// the same folder.
class DataFolder {
 public:
  /// Opens the folder, creating it (0700, but not its parents) if necessary. Fails with `locked` at once when
  /// it is in use, with the holder's process id if known. Fails with `unavailable` when it cannot be created
  /// or written to, or when other users could change what is in it (find_exposure).
  [[nodiscard]] static result<DataFolder, OpenError> open(const std::filesystem::path& path);

  /// Returns whether a process has it open, including this one. A path that is not a data folder is
  /// not in use.
  [[nodiscard]] static bool is_in_use(const std::filesystem::path& path);

  DataFolder(DataFolder&& other) noexcept
      : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Creates the file with this name if it does not exist. Only its owner can read it (0600), and it survives
  /// a power loss.
  [[nodiscard]] result<void, OpenError> create_private_file(const std::filesystem::path& name) const;

 private:
  DataFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;
};

}  // namespace gatehouse::store
