// SPDX-License-Identifier: Apache-2.0
// The example with its main() and one more route, which removes accounts from its store. The original
// application was run with such a route when its answers were recorded.

#include <gatehouse/crypto/pool/password_hasher.h>
#include <gatehouse/crypto/tokens/tokens.h>
#include <gatehouse/web.h>
#include <map>
#include <mutex>

struct Users;
void remove_user(gatehouse::web::Path<"email", std::string> email, gatehouse::web::State<Users> users);

// All headers have been included before, so this macro applies to the example's call only.
#define run(...) delete_<remove_user>("/test/users/{email}", {.is_in_document = false}).run(__VA_ARGS__)
#include "../../examples/tutorial/main.cpp"
#undef run

void remove_user(web::Path<"email", std::string> email, State<Users> users) {
  const std::lock_guard lock{users->mutex};
  if (users->by_email.erase(*email) == 0) throw HttpError{404, "Could not find user"};
}
