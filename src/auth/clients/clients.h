#pragma once
// SPDX-License-Identifier: Apache-2.0
// The rules of OAuth clients: programs that an operator has registered, each with a secret of its own.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "auth/clients/client_error.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "store/client_store.h"

namespace gatehouse::auth {

/// A client and its new secret. The secret itself is not stored, so it can be shown only now.
struct ClientWithSecret {
  ClientWithSecret() = default;
  ClientWithSecret(store::Client who, Secret what) : client(std::move(who)), secret(std::move(what)) {}

  store::Client client;
  Secret secret;
};

/// What an administrator changes of a client. What is not set stays as it is.
class ClientEdit {
 public:
  ClientEdit() = default;

  std::optional<bool> disabled{};  ///< true: its secret and tokens are refused, and the sessions it began end
  std::optional<bool> introspects_all{};
};
static_assert(!std::is_aggregate_v<ClientEdit>);

/// The rules of clients. Thread-safe; a program has one. Operations resume on the executor on which they are
/// awaited. Each may fail with `unavailable` in addition to the errors that it names. A change is in force
/// when its caller gets the result. `by` is who asks for it, for the audit record.
///
///     auto made = co_await clients.create(actor, "Reports", "reports", "reports:read");
///     auto client = co_await clients.authenticate("reports", std::move(made->secret));
class Clients {
 public:
  static constexpr std::size_t max_id = 64;     ///< in characters
  static constexpr std::size_t max_name = 100;  ///< in bytes

  /// Returns whether a client could have this id.
  [[nodiscard]] static bool is_id(std::string_view id) noexcept;

  /// Both must outlive this.
  explicit Clients(store::ClientStore& store, Random& random = system_random());

  /// Returns the client with this id and secret. Fails with `unauthenticated` when the client is unknown or
  /// disabled or the secret is wrong, after the same work in each case (CWE-208). A secret has 256 random
  /// bits, so storing a plain digest of it is safe, and guesses need not be slowed down (RFC 6819 5.1.4.1.3).
  [[nodiscard]] awaitable<ClientResult<store::Client>> authenticate(std::string id, Secret secret);

  /// Registers a client. `scope` is what it may ask for, and `introspects_all` lets it introspect tokens of
  /// other clients. `id` has 1 to `max_id` characters of A-Z a-z 0-9 - . _ ~ and must not be a UUID, which
  /// would look like a user's id (RFC 9700 4.15); without one the client gets a random id. Fails with
  /// `invalid_id`, `invalid_name`, `invalid_scope` or `id_taken`.
  [[nodiscard]] awaitable<ClientResult<ClientWithSecret>> create(store::Actor by, std::string name,
                                                                 std::optional<std::string> id,
                                                                 std::string scope,
                                                                 bool introspects_all = false);

  /// Returns the client, disabled or not. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> find(std::string id);

  /// Returns the clients whose id sorts after `after` (empty: from the start), ordered by id,
  /// at most `store::ClientStore::max_page`.
  [[nodiscard]] awaitable<ClientResult<std::vector<store::Client>>> list(std::string after = {});

  /// Gives a client a new secret; the old one becomes invalid. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<ClientWithSecret>> rotate_secret(store::Actor by, std::string id);

  /// Changes a client in one step. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> edit(store::Actor by, std::string id, ClientEdit edit);

  /// Sets whether a client may introspect all tokens or only its own. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> set_introspection(store::Actor by, std::string id,
                                                                         bool all);

  /// Disables a client: its secret and its own access tokens are refused, and the sessions that it began end.
  /// Disabling a client twice has no further effect. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> disable(store::Actor by, std::string id);

  /// Enables a client again. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> enable(store::Actor by, std::string id);

  /// Deletes a client and ends the sessions that it began. Its own access tokens become invalid, even if
  /// another client gets its id. Fails with `not_found`.
  [[nodiscard]] awaitable<ClientResult<>> delete_client(store::Actor by, std::string id);

 private:
  [[nodiscard]] Secret make_secret() const;
  [[nodiscard]] awaitable<ClientResult<store::Client>> update(store::Actor by, store::ClientChange change);

  store::ClientStore& store_;
  Random& random_;
  std::string nobodys_hash_;  // of a random secret that no client has
};

}  // namespace gatehouse::auth
