// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets.h"

#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "gatehouse/base/base64.h"
#include "server/log_text.h"
#include "server/secrets/secrets_file.h"
#include "server/secrets/secrets_marker.h"
#include "server/secrets/secrets_previous.h"
#include "server/secrets/secrets_source.h"
#include "store/folder_exposure.h"

namespace gatehouse::server {
namespace {

constexpr std::size_t least_bytes = 32;  // RFC 7518 3.2: at least as long as the hash
constexpr std::size_t made_bytes = 48;

using Problems = std::vector<std::string>;

std::string shown(const std::filesystem::path& path) { return in_quotes(path.native(), std::string::npos); }

Secret make_secret(Random& random) {
  std::string bytes(made_bytes, '\0');
  random.fill(std::as_writable_bytes(std::span{bytes}));
  const Secret raw{std::move(bytes)};
  return Secret{encode_base64url(raw.reveal())};
}

/// The names of one secret and of the one before it, and the effect of making a new secret in its place.
struct Names {
  SecretName current;
  SecretName previous;
  std::string_view loss;
  bool signs = true;
};

constexpr Names access_names{{"JWT_SECRET_KEY", "jwt_secret_key"},
                             {"JWT_SECRET_KEY_PREVIOUS", "jwt_secret_key_previous", true},
                             "log everybody out"};
constexpr Names refresh_names{{"JWT_REFRESH_SECRET_KEY", "jwt_refresh_secret_key"},
                              {"JWT_REFRESH_SECRET_KEY_PREVIOUS", "jwt_refresh_secret_key_previous", true},
                              "log everybody out"};
constexpr Names server_names{{"SERVER_SECRET_KEY", "server_secret_key"},
                             {"SERVER_SECRET_KEY_PREVIOUS", "server_secret_key_previous", true},
                             "make every known device unknown",
                             false};

void warn_of_shortness(const SecretName& name, const Secret& value, std::vector<std::string>& warnings) {
  if (value.size() >= least_bytes) return;
  warnings.push_back(std::string{name.variable} +
                     " is shorter than 32 bytes: anyone who has a token or a cookie can try to guess it. "
                     "Make a better one with: openssl rand -base64 48");
}

// Finds one secret and the one before it. First everything is checked; the folder is changed only if
// nothing is wrong.
class Search {
 public:
  Search(const Names& names, const std::filesystem::path& folder)
      : name_(names.current),
        previous_name_(names.previous),
        loss_(names.loss),
        signs_(names.signs),
        folder_(folder),
        made_path_(folder / name_.file),
        marker_path_(made_path_.native() + ".source") {}

  void look(Problems& problems, std::vector<std::string>& warnings) {
    look_for_previous(problems);
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
    if (value_) warn_of_shortness(name_, *value_, warnings);
    if (previous_) warn_of_shortness(previous_name_, previous_->value, warnings);
  }

  // Makes the secret or records its source. Called only when no secret has a problem.
  void settle(Random& random, Problems& problems) {
    const auto done = source_.empty() ? make_if_missing(random) : remember(random);
    if (!done) problems.push_back(done.error().text);
  }

  /// A secret and its name. `value` is null if there is none, or not yet.
  struct Named {
    std::string_view name;
    const Secret* value;
  };
  Named current() const { return {name_.variable, value_ ? &*value_ : nullptr}; }
  Named previous() const { return {previous_name_.variable, previous_ ? &previous_->value : nullptr}; }

  void add_to(std::vector<SecretStatus>& list) const {
    list.push_back({std::string{name_.variable}, false, where(), signs_});
    if (previous_) list.push_back({std::string{previous_name_.variable}, true, previous_->source, signs_});
  }

  bool is_missing() const { return !value_; }

  Secret take() { return std::move(*value_); }
  std::optional<Secret> take_previous() {
    if (!previous_) return std::nullopt;
    return std::move(previous_->value);
  }

 private:
  void look_for_previous(Problems& problems) {
    auto found = find_previous_secret(previous_name_, folder_);
    if (found) {
      previous_ = std::move(*found);
    } else {
      for (const auto& problem : found.error()) problems.push_back(problem);
    }
  }

  std::string where() const {
    if (!source_.empty()) return source_;
    if (value_) return "the file " + shown(made_path_);
    return marker_ ? "not set here; the server gets it from " + marker_->source : "not created yet";
  }

  std::string emptied() const {
    return shown(made_path_) +
           " is empty; restore it from a backup, or delete it to have a new secret made, which would " +
           std::string{loss_};
  }

  std::string lost() const {
    return std::string{name_.variable} + " came from " + marker_->source +
           " when this data folder was last used, and is missing now. A new secret would " +
           std::string{loss_} + ", so the server stops. Give it again, or delete " + shown(marker_path_) +
           " to have one made";
  }

  void warn_of_change(bool has_made, std::vector<std::string>& warnings) const {
    const std::string name{name_.variable};
    if (has_made) {
      warnings.push_back(name + " now comes from " + source_ + "; the secret that the server made before, " +
                         shown(made_path_) + ", is not used. Delete that file if this is meant");
    } else if (marker_ && !is_for(*marker_, *value_) && !(previous_ && is_for(*marker_, previous_->value))) {
      warnings.push_back(
          name +
          " has changed since this data folder was last used: everything signed with the old one is refused");
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
    // Reads the file back: if another process has created it first, that secret is used.
    auto kept = read_secret_file(made_path_, FileTrust::mode);
    if (!kept) return kept.error();
    if (!*kept || (*kept)->empty())
      return Problem{shown(made_path_) + " was created a moment ago and has disappeared"};
    value_ = std::move(**kept);
    return {};
  }

  SecretName name_;
  SecretName previous_name_;
  std::string_view loss_;
  bool signs_;
  std::filesystem::path folder_;
  std::filesystem::path made_path_;
  std::filesystem::path marker_path_;
  std::optional<Secret> value_;
  std::optional<OutsideSecret> previous_;
  std::string source_;  // empty: made by the server
  std::optional<SecretMarker> marker_;
};

// All secrets, checked together.
class Searches {
 public:
  explicit Searches(const std::filesystem::path& folder)
      : access_(access_names, folder), refresh_(refresh_names, folder), server_(server_names, folder) {}

  void look(Problems& problems, std::vector<std::string>& warnings) {
    access_.look(problems, warnings);
    refresh_.look(problems, warnings);
    server_.look(problems, warnings);
    if (auto problem = find_equals()) problems.push_back(std::move(*problem));
  }

  void settle(Random& random, Problems& problems) {
    access_.settle(random, problems);
    refresh_.settle(random, problems);
    server_.settle(random, problems);
  }

  std::vector<SecretStatus> list() const {
    std::vector<SecretStatus> found;
    access_.add_to(found);
    refresh_.add_to(found);
    server_.add_to(found);
    return found;
  }

  /// Returns the names of missing secrets that sign tokens.
  std::vector<std::string> missing() const {
    std::vector<std::string> names;
    for (const auto* search : {&access_, &refresh_}) {
      if (search->is_missing()) names.emplace_back(search->current().name);
    }
    return names;
  }

  void take_into(SigningSecrets& secrets) {
    secrets.list = list();
    secrets.access = access_.take();
    secrets.refresh = refresh_.take();
    secrets.previous_access = access_.take_previous();
    secrets.previous_refresh = refresh_.take_previous();
    if (!server_.is_missing()) secrets.server = server_.take();
    secrets.previous_server = server_.take_previous();
  }

 private:
  // Reports only the first two that are equal. Otherwise a value with several names would be
  // reported several times.
  std::optional<std::string> find_equals() const {
    const Search::Named all[] = {access_.current(),  refresh_.current(),  server_.current(),
                                 access_.previous(), refresh_.previous(), server_.previous()};
    for (const auto& one : all) {
      for (const auto* other = &one + 1; other != std::end(all); ++other) {
        if (one.value == nullptr || other->value == nullptr) continue;
        if (equal_in_constant_time(one.value->reveal(), other->value->reveal()))
          return describe_equals(one.name, other->name);
      }
    }
    return std::nullopt;
  }

  static std::string describe_equals(std::string_view one, std::string_view other) {
    const auto both = std::string{one} + " and " + std::string{other} + " are equal: ";
    if (other.starts_with(one)) return both + "the secret was not changed; remove " + std::string{other};
    if (one.starts_with("SERVER") || other.starts_with("SERVER")) {
      return both + "each has its own use; give them different values";
    }
    return both + "a refresh token could pass for an access token; give them different values";
  }

  Search access_;
  Search refresh_;
  Search server_;
};

}  // namespace

result<SigningSecrets, Problems> load_secrets(const std::filesystem::path& data, Random& random) {
  const auto folder = data / "secrets";
  Searches searches{folder};
  Problems problems;
  SigningSecrets secrets;
  if (auto exposure = store::find_exposure(folder)) return Problems{std::move(*exposure)};
  searches.look(problems, secrets.warnings);
  if (!problems.empty()) return problems;

  for (const auto& needed : {data, folder}) {
    if (auto made = create_private_folder(needed); !made) return Problems{made.error().text};
  }
  searches.settle(random, problems);
  if (!problems.empty()) return problems;
  searches.take_into(secrets);
  return secrets;
}

FoundSecrets find_secrets(const std::filesystem::path& data) {
  Searches searches{data / "secrets"};
  FoundSecrets found;
  SigningSecrets secrets;
  searches.look(found.problems, secrets.warnings);
  if (auto exposure = store::find_exposure(data / "secrets")) found.problems.push_back(std::move(*exposure));
  found.list = searches.list();
  if (found.problems.empty()) {
    for (const auto& name : searches.missing()) {
      found.problems.push_back(name + " does not exist yet: the server makes it when it starts");
    }
  }
  if (!found.problems.empty()) return found;
  searches.take_into(secrets);
  found.secrets = std::move(secrets);
  return found;
}

}  // namespace gatehouse::server
