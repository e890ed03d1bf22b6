#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user who is imported with a password hash from another system, and the outcome of the import.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "auth/error_name.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::auth {

struct ImportedUser {
  std::string email;
  std::string password_hash;  ///< of any of `crypto::known_schemes`
  std::optional<Uuid> id{};   ///< nullopt: a random one
  std::optional<TimePoint> created_at{};
  bool disabled = false;
  bool is_admin = false;
  std::vector<std::string> roles{};  ///< words (RFC 6749 3.3); `admin` is the same as `is_admin`
};

enum class ImportOutcome {
  added,           ///< the user was added
  present,         ///< a user with this address existed before and was not changed
  invalid_email,   ///< not an address by the rule of the HTML standard
  unknown_hash,    ///< the hash is of an unknown scheme
  malformed_hash,  ///< the hash is of a known scheme but damaged, perhaps cut off
  refused_cost,    ///< the hash asks for more work than the limits allow, or for far too little
  id_taken,        ///< another user has this id
  invalid_roles,   ///< the roles are not words, or too long in total
};

BOOST_DESCRIBE_ENUM(ImportOutcome, added, present, invalid_email, unknown_hash, malformed_hash, refused_cost,
                    id_taken, invalid_roles)

/// The length of the longest hash that can be imported, in bytes.
inline constexpr std::size_t max_imported_hash = 1024;

}  // namespace gatehouse::auth
