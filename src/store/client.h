#pragma once
// SPDX-License-Identifier: Apache-2.0
// A registered OAuth client as the store keeps it.

#include <string>

#include "gatehouse/base/clock.h"

namespace gatehouse::store {

/// A confidential client (RFC 6749 2.1): a program that holds a secret of its own.
struct Client {
  std::string id;           ///< its client_id; case-sensitive
  std::string name;         ///< for people
  std::string secret_hash;  ///< made and compared by the caller
  std::string scope;        ///< what it may ask for, separated by single spaces; may be empty
  bool disabled = false;
  TimePoint created_at;
  TimePoint updated_at;
  bool introspects_all = false;  ///< whether it may ask about the tokens of others too

  bool operator==(const Client&) const = default;
};

/// What it takes to register one.
struct NewClient {
  std::string id;
  std::string name;
  std::string secret_hash;
  std::string scope;
  bool introspects_all = false;
};

}  // namespace gatehouse::store
