#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user who comes with a password's hash from another system, and what becomes of it.

#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::auth {

struct ImportedUser {
  std::string email;
  std::string password_hash;  ///< of any of `crypto::known_schemes`
  std::optional<Uuid> id{};   ///< none: a random one
  std::optional<TimePoint> created_at{};
  bool disabled = false;
  bool is_admin = false;
  std::vector<std::string> roles{};  ///< words (RFC 6749 3.3); `admin` is the same as `is_admin`
};

enum class ImportOutcome {
  added,           ///< the user is there now
  present,         ///< a user with this address was there before, and is as it was
  invalid_email,   ///< not an address by the HTML standard's rule
  unknown_hash,    ///< the hash is of no scheme that is known
  malformed_hash,  ///< it is of a known one, but damaged: cut short, perhaps
  refused_cost,    ///< it asks for more work than the limits allow, or absurdly little
  id_taken,        ///< another user has this id
  invalid_roles,   ///< they are no words, or too long in all
};

}  // namespace gatehouse::auth
