#pragma once
// SPDX-License-Identifier: Apache-2.0
// A folder on a real disk that exists as long as a measurement.

#include <filesystem>

namespace gatehouse::bench {

/// A new folder in the current one, deleted with its content. It is not in /tmp, which may be in memory,
/// where an fsync costs nothing.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace gatehouse::bench
