// SPDX-License-Identifier: Apache-2.0
// A request names its peer address, and reports when the caller has disconnected.
// compiles

#include <gatehouse/crypto/pool/password_hasher.h>
#include <gatehouse/web.h>

using namespace gatehouse;

awaitable<> check(crypto::PasswordHasher& hasher, const web::Request& request) {
  const auto verdict = co_await hasher.verify(Secret{"horse"}, "$2b$12$", crypto::JobOptions{request});
  (void)verdict;
}
