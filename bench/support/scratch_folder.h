#pragma once
// SPDX-License-Identifier: Apache-2.0
// A folder on a real disk, for as long as a measurement lasts.

#include <filesystem>

namespace gatehouse::bench {

/// A new folder below the current one (not /tmp, which may be memory: an fsync there costs nothing), removed
/// with all that is in it.
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
