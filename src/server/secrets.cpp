// SPDX-License-Identifier: Apache-2.0
#include "server/secrets.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "gatehouse/crypto/base64url.h"
#include "server/log_text.h"
#include "server/secrets_file.h"
#include "server/secrets_marker.h"
#include "server/secrets_source.h"

namespace gatehouse::server {
namespace {

constexpr std::size_t least_bytes = 32;  // RFC 7518 3.2: a key as long as the hash
constexpr std::size_t made_bytes = 48;

using Problems = std::vector<std::string>;

std::string shown(const std::filesystem::path& path) { return in_quotes(path.native(), std::string::npos); }

Secret make_secret(Random& random) {
  std::string bytes(made_bytes, '\0');
  random.fill(std::as_writable_bytes(std::span{bytes}));
  const Secret raw{std::move(bytes)};
  return Secret{crypto::encode_base64url(raw.reveal())};
}

// One secret on its way: first everything about it is looked at, then, when nothing is wrong, the folder is
// changed.
class Search {
 public:
  Search(const SecretName& name, const std::filesystem::path& folder)
      : name_(name), made_path_(folder / name.file), marker_path_(made_path_.native() + ".source") {}

  void look(Problems& problems, std::vector<std::string>& warnings) {
    auto outside = take_outside_secret(name_);
    auto marker = read_marker(marker_path_);
    auto made = read_secret_file(made_path_, FileTrust::mode);
    if (!outside) {
      for (const auto& problem : outside.error()) problems.push_back(problem);
    }
    if (!marker) problems.push_back(marker.error().text);
    if (!made) problems.push_back(made.error().text);
    if (!outside || !marker || !made) return;
    marker_ = std::move(*marker);
    if (*outside) {
      value_ = std::move((*outside)->value);
      source_ = std::move((*outside)->source);
      warn_of_change(made->has_value(), warnings);
    } else if (marker_) {
      problems.push_back(lost());
    } else if (*made) {
      value_ = std::move(**made);
      if (value_->empty()) problems.push_back(emptied());
    }
    if (value_ && value_->size() < least_bytes) {
      warnings.push_back(std::string{name_.variable} +
                         " is shorter than 32 bytes: whoever has a token can try to guess "
                         "it. A good one: openssl rand -base64 48");
    }
  }

  // Nothing stands in the way of this name's part of the start.
  void settle(Random& random, Problems& problems) {
    const auto done = source_.empty() ? make_if_missing(random) : remember(random);
    if (!done) problems.push_back(done.error().text);
  }

  bool is_equal_to(const Search& other) const {
    return value_ && other.value_ && equal_in_constant_time(value_->reveal(), other.value_->reveal());
  }

  Secret take() { return std::move(*value_); }

 private:
  std::string emptied() const {
    return shown(made_path_) +
           " is empty; restore it from a backup, or delete it to have a new secret made, which logs "
           "everybody out";
  }

  std::string lost() const {
    return std::string{name_.variable} + " came from " + marker_->source +
           " when this data folder was last used, and is missing now. A new secret would log everybody out, "
           "so the "
           "server stops. Give it again, or delete " +
           shown(marker_path_) + " to have one made";
  }

  void warn_of_change(bool has_made, std::vector<std::string>& warnings) const {
    const std::string name{name_.variable};
    if (has_made) {
      warnings.push_back(name + " now comes from " + source_ + "; the secret that the server made before, " +
                         shown(made_path_) + ", is not used. Delete that file if this is meant");
    } else if (marker_ && !is_for(*marker_, *value_)) {
      warnings.push_back(name +
                         " is another than when this data folder was last used: tokens signed before are "
                         "refused");
    }
  }

  result<void, Problem> remember(Random& random) {
    if (marker_ && marker_->source == source_ && is_for(*marker_, *value_)) return {};
    return write_marker(marker_path_, make_marker(source_, *value_, random));
  }

  result<void, Problem> make_if_missing(Random& random) {
    if (value_) return {};
    const Secret fresh = make_secret(random);
    if (auto made = create_private_file(made_path_, fresh.reveal()); !made) return made;
    // Read back: had another process been faster, its secret is the one that counts.
    auto kept = read_secret_file(made_path_, FileTrust::mode);
    if (!kept) return kept.error();
    if (!*kept || (*kept)->empty()) return Problem{shown(made_path_) + " was just made, and is gone"};
    value_ = std::move(**kept);
    return {};
  }

  SecretName name_;
  std::filesystem::path made_path_;
  std::filesystem::path marker_path_;
  std::optional<Secret> value_;
  std::string source_;  // empty: made by the server
  std::optional<SecretMarker> marker_;
};

}  // namespace

result<SigningSecrets, Problems> load_secrets(const std::filesystem::path& data, Random& random) {
  const auto folder = data / "secrets";
  Search access{{"JWT_SECRET_KEY", "jwt_secret_key"}, folder};
  Search refresh{{"JWT_REFRESH_SECRET_KEY", "jwt_refresh_secret_key"}, folder};
  Problems problems;
  SigningSecrets secrets;
  access.look(problems, secrets.warnings);
  refresh.look(problems, secrets.warnings);
  if (access.is_equal_to(refresh)) {
    problems.push_back(
        "JWT_SECRET_KEY and JWT_REFRESH_SECRET_KEY are equal: a refresh token could pass for an access "
        "token; give "
        "them different values");
  }
  if (!problems.empty()) return problems;

  for (const auto& needed : {data, folder}) {
    if (auto made = create_private_folder(needed); !made) return Problems{made.error().text};
  }
  access.settle(random, problems);
  refresh.settle(random, problems);
  if (!problems.empty()) return problems;
  secrets.access = access.take();
  secrets.refresh = refresh.take();
  return secrets;
}

}  // namespace gatehouse::server
