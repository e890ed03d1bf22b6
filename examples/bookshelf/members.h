#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who may use the shelf, and how far: readers borrow, librarians keep.

#include <gatehouse/crypto/pool/password_hasher.h>
#include <gatehouse/crypto/tokens/tokens.h>
#include <gatehouse/web.h>

#include "database.h"

namespace bookshelf {

namespace web = gatehouse::web;

enum class Role { reader, librarian };
BOOST_DESCRIBE_ENUM(Role, reader, librarian)

struct Member {
  std::string email;
  Role role{};
};
BOOST_DESCRIBE_STRUCT(Member, (), (email, role))

/// What tokens and passwords are checked with.
struct Gate {
  explicit Gate(gatehouse::crypto::Tokens tokens_) : tokens(std::move(tokens_)) {}
  gatehouse::crypto::Tokens tokens;
  gatehouse::crypto::PasswordHasher passwords;
};

inline constexpr web::OAuth2PasswordBearer bearer{"/login", "bearer"};

/// The member whose token came along; scopes are "read", and of librarians "write".
Member get_member(web::Depends<bearer> token, web::SecurityScopes needed, web::State<Gate> gate,
                  web::State<Database> database);

/// /signup, /login and /members.
web::Router<> make_members();

}  // namespace bookshelf
