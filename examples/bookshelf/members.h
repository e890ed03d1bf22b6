#pragma once
// SPDX-License-Identifier: Apache-2.0
// The members and their roles: readers may borrow books, librarians may manage them.

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

/// Checks tokens and passwords.
struct Gate {
  explicit Gate(gatehouse::crypto::Tokens tokens_) : tokens(std::move(tokens_)) {}
  gatehouse::crypto::Tokens tokens;
  gatehouse::crypto::PasswordHasher passwords;
};

inline constexpr web::OAuth2PasswordBearer bearer{"/login", "bearer"};

/// Returns the member that the token belongs to. The scope of all members is "read"; librarians
/// also have "write".
Member get_member(web::Depends<bearer> token, web::SecurityScopes needed, web::State<Gate> gate,
                  web::State<Database> database);

/// The routes of /signup, /login and /members.
web::Router<> make_members();

}  // namespace bookshelf
