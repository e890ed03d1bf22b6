#pragma once
// SPDX-License-Identifier: Apache-2.0
// A stored user, and the values that create, change and delete one.

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/roles.h"

namespace gatehouse::store {

struct User {
  Uuid id;
  std::string email;  ///< as its owner typed it; unique when folded
  std::string password_hash;
  int password_version = 0;  ///< the rule that prepared the password before hashing
  bool disabled = false;
  Roles roles;
  std::uint64_t revision = 1;            ///< rises with every change but a renewed hash and a noted login
  std::uint64_t credential_version = 1;  ///< rises when proofs of identity that were made before are void
  TimePoint created_at;
  TimePoint updated_at;                    ///< when anything but `last_login_at` changed
  std::optional<TimePoint> last_login_at;  ///< may lag behind, see `UserStore::note_login`

  bool operator==(const User&) const = default;
};

/// The values needed to create a user.
struct NewUser {
  NewUser(Uuid new_id, std::string typed_email, std::string hash, int version)
      : id(new_id),
        email(std::move(typed_email)),
        password_hash(std::move(hash)),
        password_version(version) {}

  Uuid id;
  std::string email;
  std::string password_hash;
  int password_version;
  bool disabled = false;
  Roles roles{};                          ///< in any order
  std::optional<TimePoint> created_at{};  ///< set by an import; nullopt: the store's clock
};

/// A password as it is stored.
class NewPassword {
 public:
  NewPassword(std::string new_hash, int new_version) : hash(std::move(new_hash)), version(new_version) {}

  std::string hash;
  int version;  ///< the rule that prepared the password before hashing
};

/// A change of one user. What is not set stays as it is. Nothing is changed unless all that is
/// expected is so.
class UserChange {
 public:
  explicit UserChange(const Uuid& user) : id(user) {}

  Uuid id;
  std::optional<std::uint64_t> revision{};            ///< expected by the edit of an administrator
  std::optional<std::uint64_t> credential_version{};  ///< expected by a proof of identity
  std::optional<NewPassword> password{};
  /// Another hash of the same password, in place of the hash `renews`: if that is no longer the user's hash,
  /// the change fails.
  std::optional<NewPassword> renewed{};
  std::string renews{};
  std::optional<std::string> email{};
  std::optional<bool> disabled{};
  std::optional<Roles> roles{};
  std::optional<Uuid> kept_session{};  ///< does not end, if the change ends the sessions of its user
};
static_assert(!std::is_aggregate_v<UserChange>);

/// The deletion of one user.
class UserDeletion {
 public:
  explicit UserDeletion(const Uuid& user, std::optional<std::uint64_t> expected = {})
      : id(user), credential_version(expected) {}

  Uuid id;
  std::optional<std::uint64_t> credential_version;  ///< expected by a proof of identity
  std::optional<std::uint64_t> revision{};          ///< expected by an administrator
};
static_assert(!std::is_aggregate_v<UserDeletion>);

/// Names that identify a user.
enum class IdentifierKind {
  email = 1,
};

/// Users in the order of their folded e-mail addresses.
struct UserPage {
  std::vector<User> users;
  std::optional<std::string> next;  ///< the `after` of the next page; nullopt: this is the last page
};

}  // namespace gatehouse::store
