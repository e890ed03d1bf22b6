#pragma once
// SPDX-License-Identifier: Apache-2.0
// What accompanies a change: who asked for it, and the id of its entry in the audit record.

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/random.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::store {

enum class ActorKind {
  nobody = 0,        ///< a stranger: nobody has proved who it is
  user = 1,          ///< a user, by password or token
  client = 2,        ///< an OAuth client, by its secret
  the_operator = 3,  ///< who may use the server's data folder
  server = 4,        ///< the program itself, such as its cleaning
};

/// Returns the name of the value, as the audit record shows it.
[[nodiscard]] std::string_view to_string(ActorKind kind) noexcept;

/// Who asks for a change, and from where.
class Actor {
 public:
  /// Somebody who has not proved who it is.
  Actor() = default;
  /// `who` is a user's or a client's id, and empty for other kinds.
  explicit Actor(ActorKind of, std::string who = {}) : kind(of), id(std::move(who)) {}

  bool operator==(const Actor&) const = default;

  ActorKind kind = ActorKind::nobody;
  std::string id;
  std::string address;     ///< the peer address; empty: none
  std::string agent;       ///< the User-Agent: any bytes, as many as a field may have
  std::string request_id;  ///< the X-Request-ID of the answer; empty: no request asked
};
// g++ 12 destroys a temporary aggregate in a co_await expression twice.
static_assert(!std::is_aggregate_v<Actor>);

/// Accompanies one change of the store. If the change takes effect, its entry in the audit record is written
/// in the same transaction, else not at all.
class Call {
 public:
  explicit Call(Actor by = {}, Random& random = system_random())
      : id(Uuid::version_7(system_clock().now(), random)), actor(std::move(by)) {}

  Uuid id;  ///< UUIDv7; identifies the entry
  Actor actor;
};
static_assert(!std::is_aggregate_v<Call>);

/// The most bytes of a User-Agent that are kept.
inline constexpr std::size_t max_agent = 256;

/// Returns a User-Agent that is safe to keep and show: printable ASCII, at most `max_agent` bytes. Clients
/// may send any bytes, as many as a field may have.
[[nodiscard]] std::string tidy_agent(std::string_view agent);

}  // namespace gatehouse::store
