// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets_source.h"

#include <string.h>  // explicit_bzero

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "server/secrets/secrets_file.h"

namespace gatehouse::server {
namespace {

using Found = std::vector<OutsideSecret>;
using Problems = std::vector<std::string>;

constexpr const char* empty_current =
    " is empty; give it at least 32 random bytes (openssl rand -base64 48), or remove it to have the server "
    "make a secret";
constexpr const char* empty_previous = " is empty; remove it, or give it the secret that was in use before";

void look_in_environment(const SecretName& name, Found& found) {
  const std::string variable{name.variable};
  char* text = std::getenv(variable.c_str());
  if (text == nullptr) return;
  found.push_back({Secret{std::string{text}}, "the environment variable " + variable});
  // /proc/PID/environ shows this memory even after unsetenv.
  explicit_bzero(text, std::strlen(text));
  ::unsetenv(variable.c_str());
}

void look_in_file(const std::filesystem::path& path, FileTrust trust, bool must_exist, std::string source,
                  Found& found, Problems& problems) {
  auto content = read_secret_file(path, trust);
  if (!content) {
    problems.push_back(source + ": " + content.error().text);
  } else if (*content) {
    found.push_back({std::move(**content), std::move(source)});
  } else if (must_exist) {
    problems.push_back(source + ": there is no such file");
  }
}

void look_in_named_file(const SecretName& name, Found& found, Problems& problems) {
  const std::string variable = std::string{name.variable} + "_FILE";
  const char* path = std::getenv(variable.c_str());
  if (path == nullptr) return;
  if (*path == '\0') {
    problems.push_back("the environment variable " + variable +
                       " is empty; set it to the path of a file, or unset it");
    return;
  }
  look_in_file(path, FileTrust::mode_or_memory, true, "the file " + std::string{path} + " (" + variable + ")",
               found, problems);
}

void look_in_credentials(const SecretName& name, Found& found, Problems& problems) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || *folder == '\0') return;
  look_in_file(std::filesystem::path{folder} / name.file, FileTrust::platform, false,
               "the systemd credential " + std::string{name.file}, found, problems);
}

}  // namespace

result<std::optional<OutsideSecret>, Problems> take_outside_secret(const SecretName& name) {
  Found found;
  Problems problems;
  look_in_environment(name, found);
  look_in_named_file(name, found, problems);
  look_in_credentials(name, found, problems);
  if (found.size() > 1) {
    std::string text{name.variable};
    text += " is given more than once: by ";
    for (const auto& one : found) text += (&one == &found.front() ? "" : " and by ") + one.source;
    problems.push_back(text + "; keep one of them");
  }
  for (const auto& one : found) {
    if (!one.value.empty()) continue;
    problems.push_back(one.source + (name.is_previous ? empty_previous : empty_current));
  }
  if (!problems.empty()) return problems;
  if (found.empty()) return std::optional<OutsideSecret>{};
  return std::optional{std::move(found.front())};
}

}  // namespace gatehouse::server
