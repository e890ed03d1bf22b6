// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets_previous.h"

#include <utility>

#include "server/log_text.h"
#include "server/secrets/secrets_file.h"

namespace gatehouse::server {

result<std::optional<OutsideSecret>, std::vector<std::string>> find_previous_secret(
    const SecretName& name, const std::filesystem::path& folder) {
  const auto path = folder / name.file;
  auto outside = take_outside_secret(name);
  auto kept = read_secret_file(path, FileTrust::mode);
  auto problems = outside ? std::vector<std::string>{} : outside.error();
  if (!kept) problems.push_back(kept.error().text);
  const auto shown = in_quotes(path.native(), std::string::npos);
  if (kept && *kept && (*kept)->empty()) problems.push_back(shown + " is empty; delete it");
  if (outside && *outside && kept && *kept) {
    problems.push_back(std::string{name.variable} + " is given more than once: by " + (*outside)->source +
                       " and by the file " + shown + "; keep one of them");
  }
  if (!problems.empty()) return problems;
  if (*outside || !*kept) return std::move(*outside);
  return std::optional{OutsideSecret{std::move(**kept), "the file " + shown}};
}

}  // namespace gatehouse::server
