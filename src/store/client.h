#pragma once
// SPDX-License-Identifier: Apache-2.0
// A registered OAuth client as the store keeps it.

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "gatehouse/base/clock.h"

namespace gatehouse::store {

/// A confidential client (RFC 6749 2.1): a program that authenticates with a secret of its own.
struct Client {
  std::string id;           ///< its client_id; case-sensitive
  std::string name;         ///< shown to people
  std::string secret_hash;  ///< computed and compared by the caller of the store
  std::string scope;        ///< the scopes it may request, separated by single spaces; may be empty
  bool disabled = false;
  TimePoint created_at;
  TimePoint updated_at;
  bool introspects_all = false;  ///< whether it may also introspect tokens of other clients

  bool operator==(const Client&) const = default;
};

/// The values needed to register a client.
class NewClient {
 public:
  NewClient() = default;

  std::string id;
  std::string name;
  std::string secret_hash;
  std::string scope;
  bool introspects_all = false;
};
static_assert(!std::is_aggregate_v<NewClient>);

/// A change of one client. What is not set stays as it is.
class ClientChange {
 public:
  explicit ClientChange(std::string which) : id(std::move(which)) {}

  std::string id;
  std::optional<std::string> secret_hash{};
  std::optional<bool> introspects_all{};
  std::optional<bool> disabled{};
};
static_assert(!std::is_aggregate_v<ClientChange>);

}  // namespace gatehouse::store
