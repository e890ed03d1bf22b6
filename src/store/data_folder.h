#pragma once
// SPDX-License-Identifier: Apache-2.0
// The folder that holds a server's data, and the lock by which one process at a time has it.

#include <filesystem>
#include <utility>

#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::store {

/// Puts what was done to the names in a folder on disk: a new one survives a power loss only so.
void sync_folder(const std::filesystem::path& path);

/// An open data folder. While it lives, no other process (and no other DataFolder) opens the same one.
class DataFolder {
 public:
  /// Takes the folder, creating it (0700, but not its parents) if need be. `locked` at once when it is in
  /// use, with the holder's process id if known; `unavailable` when it can't be created or written to, or
  /// when other users could change what is in it (find_exposure).
  [[nodiscard]] static result<DataFolder, OpenError> open(const std::filesystem::path& path);

  /// Whether a process has it open, this one included. A folder that is none is not in use.
  [[nodiscard]] static bool is_in_use(const std::filesystem::path& path);

  DataFolder(DataFolder&& other) noexcept
      : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Makes sure that a file of this name exists, with nobody but its owner able to read it (0600), and that
  /// it stays after a power loss.
  [[nodiscard]] result<void, OpenError> create_private_file(const std::filesystem::path& name) const;

 private:
  DataFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;
};

}  // namespace gatehouse::store
