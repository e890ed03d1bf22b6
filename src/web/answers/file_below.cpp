// SPDX-License-Identifier: Apache-2.0
// Resolves files that callers name.
#include <algorithm>
#include <filesystem>
#include <system_error>

#include "gatehouse/web/answers/file_answer.h"
#include "gatehouse/web/answers/http_error.h"

namespace gatehouse::web {
namespace {

namespace fs = std::filesystem;

bool is_below(const fs::path& folder, const fs::path& file) {
  const auto [at, unused] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return at == folder.end();
}

}  // namespace

FileAnswer FileAnswer::below(std::string_view folder, std::string_view name) {
  const auto root = fs::canonical(folder);
  const HttpError none{404, "Not Found"};
  const fs::path named{name};
  // The kernel would end the name at a NUL, but the checks below would not. An absolute path would
  // replace the folder.
  if (name.find('\0') != std::string_view::npos || named.is_absolute()) throw none;
  std::error_code error;
  const auto file = fs::canonical(root / named, error);
  if (error || !is_below(root, file) || !fs::is_regular_file(file, error)) throw none;
  return FileAnswer{file.string()};
}

}  // namespace gatehouse::web
