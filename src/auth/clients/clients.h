#pragma once
// SPDX-License-Identifier: Apache-2.0
// OAuth clients and their rules: programs that an operator has registered, each with a secret of its own.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/clients/client_error.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "store/client_store.h"

namespace gatehouse::auth {

/// A client and the secret that it was just given: from now on nobody but the client knows it.
struct ClientWithSecret {
  ClientWithSecret() = default;
  ClientWithSecret(store::Client who, Secret what) : client(std::move(who)), secret(std::move(what)) {}

  store::Client client;
  Secret secret;
};

/// The rules of clients. Thread-safe; one a program. Operations resume on the executor they are awaited on.
/// Each may fail with `unavailable` beside the errors that it names. Changes are in force when their caller
/// is answered.
///
///     auto made = co_await clients.create("Reports", "reports", "reports:read");
///     auto client = co_await clients.authenticate("reports", std::move(made->secret));
class Clients {
 public:
  static constexpr std::size_t max_id = 64;     ///< characters
  static constexpr std::size_t max_name = 100;  ///< bytes

  /// Whether a client could have this id.
  [[nodiscard]] static bool is_id(std::string_view id) noexcept;

  /// Both outlive this.
  explicit Clients(store::ClientStore& store, Random& random = system_random());

  /// Whose id and secret these are. `unauthenticated`, after the same work whether the client is unknown or
  /// disabled or the secret wrong (CWE-208). Secrets are 256 random bits, so a plain digest is what is kept
  /// of them, and no guessing has to be slowed (RFC 6819 5.1.4.1.3).
  [[nodiscard]] awaitable<ClientResult<store::Client>> authenticate(std::string id, Secret secret);

  /// Registers a client. `scope`: what it may ask for. `introspects_all`: whether it may ask
  /// about the tokens of others too. `id`: 1 to `max_id` characters of A-Z a-z 0-9 - . _ ~
  /// that are no UUID, which would look like a user's id (RFC 9700 4.15); a random one if not given.
  /// `invalid_id`, `invalid_name`, `invalid_scope`, `id_taken`.
  [[nodiscard]] awaitable<ClientResult<ClientWithSecret>> create(std::string name,
                                                                 std::optional<std::string> id,
                                                                 std::string scope,
                                                                 bool introspects_all = false);

  /// The client, disabled or not. `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> find(std::string id);

  /// Clients in the order of their ids, from after `after` (empty: the first) on, as many as
  /// `store::ClientStore::max_page`.
  [[nodiscard]] awaitable<ClientResult<std::vector<store::Client>>> list(std::string after = {});

  /// Gives a client another secret; the old one is good no more. `not_found`.
  [[nodiscard]] awaitable<ClientResult<ClientWithSecret>> rotate_secret(std::string id);

  /// Lets a client ask about all tokens, or about its own alone. `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> set_introspection(std::string id, bool all);

  /// Bars a client: neither its secret nor its own access tokens are good, and the sessions that it began
  /// have ended. `not_found`. Twice is the same as once.
  [[nodiscard]] awaitable<ClientResult<store::Client>> disable(std::string id);

  /// Lets a client back. `not_found`.
  [[nodiscard]] awaitable<ClientResult<store::Client>> enable(std::string id);

  /// Forgets a client and ends the sessions that it began; its own access tokens are good no more, even where
  /// another gets its id. `not_found`.
  [[nodiscard]] awaitable<ClientResult<>> delete_client(std::string id);

 private:
  [[nodiscard]] Secret make_secret() const;

  store::ClientStore& store_;
  Random& random_;
  std::string nobodys_hash_;  // of a secret that nobody has
};

}  // namespace gatehouse::auth
