// SPDX-License-Identifier: Apache-2.0
#include "store/folder_exposure.h"

#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

namespace gatehouse::store {

std::optional<std::string> find_exposure(const std::filesystem::path& folder) {
  std::error_code failed;
  const auto whole = std::filesystem::canonical(folder, failed);
  struct stat found{};
  if (failed || ::stat(whole.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return std::nullopt;
  const auto name = whole.string();
  // A user who can write here can replace the database, the secrets or the control socket (CWE-732).
  if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return "other users of this machine can write to the folder " + name + "; run: chmod go-w " + name;
  }
  const auto user = ::geteuid();
  if (user != 0 && found.st_uid != 0 && found.st_uid != user) {
    return "the folder " + name + " belongs to another user, with the id " + std::to_string(found.st_uid) +
           "; run as that user, or run as root: chown -R " + std::to_string(user) + " " + name;
  }
  for (auto above = whole.parent_path();; above = above.parent_path()) {
    if (::stat(above.c_str(), &found) == 0 && (found.st_mode & S_IWOTH) != 0 &&
        (found.st_mode & S_ISVTX) == 0) {
      return "all users of this machine can rename what is in " + above.string() + ", above the folder " +
             name + "; run: chmod o-w " + above.string();
    }
    if (above == above.root_path()) return std::nullopt;
  }
}

}  // namespace gatehouse::store
