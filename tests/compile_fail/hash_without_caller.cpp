// SPDX-License-Identifier: Apache-2.0
// A hash needs a caller, because the queue takes turns among callers.
// expect: gatehouse: name who asks for this hash, by a last argument such as crypto::JobOptions{request}

#include <gatehouse/crypto/pool/password_hasher.h>
#include <gatehouse/web.h>

using namespace gatehouse;

awaitable<> check(crypto::PasswordHasher& hasher, const web::Request&) {
  const auto verdict = co_await hasher.verify(Secret{"horse"}, "$2b$12$");
  (void)verdict;
}
