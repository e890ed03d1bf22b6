// SPDX-License-Identifier: Apache-2.0
// The example, its own main() included, with one more route: accounts can be removed from its store, as
// happened beside the guide's application when its answers were observed.

#include <gatehouse/crypto/pool/password_hasher.h>
#include <gatehouse/crypto/tokens/tokens.h>
#include <gatehouse/web.h>
#include <map>
#include <mutex>

struct Users;
void remove_user(gatehouse::web::Path<"email", std::string> email, gatehouse::web::State<Users> users);

// Every header has been read by now, so this meets only the example's call.
#define run(...) delete_<remove_user>("/test/users/{email}", {.is_in_document = false}).run(__VA_ARGS__)
#include "../../examples/tutorial/main.cpp"
#undef run

void remove_user(web::Path<"email", std::string> email, State<Users> users) {
  const std::lock_guard lock{users->mutex};
  if (users->by_email.erase(*email) == 0) throw HttpError{404, "Could not find user"};
}
