// SPDX-License-Identifier: Apache-2.0
#include "members.h"

namespace bookshelf {

using gatehouse::awaitable, gatehouse::Secret;
using web::Depends, web::Form, web::Json, web::Security, web::State;
namespace crypto = gatehouse::crypto;

namespace {

struct Stored : Member {
  std::string password_hash;
};

struct NewMember {
  web::Email email;
  web::SecretText<8, 72> password;
};
BOOST_DESCRIBE_STRUCT(NewMember, (), (email, password))

struct Token {
  std::string access_token;
  std::string token_type = "bearer";
};
BOOST_DESCRIBE_STRUCT(Token, (), (access_token, token_type))

std::optional<Stored> find_member(Database& database, std::string_view email) {
  const auto lease = database.lease();
  auto found = lease("SELECT email, role, password_hash FROM members WHERE email = ?");
  if (!(found << email).step()) return std::nullopt;
  return Stored{{found.text(0), found.text(1) == "librarian" ? Role::librarian : Role::reader},
                found.text(2)};
}

// The first member becomes the librarian.
Member create_member(Database& database, const std::string& email, const std::string& hash) {
  const auto lease = database.lease();
  auto count = lease("SELECT count(*) FROM members");
  count.step();
  const Role role = count.integer(0) == 0 ? Role::librarian : Role::reader;
  auto insert = lease("INSERT INTO members (email, role, password_hash) VALUES (?, ?, ?)");
  try {
    (insert << email << (role == Role::librarian ? "librarian" : "reader") << hash).run();
  } catch (const Conflict&) {
    throw web::HttpError{409, "There is a member with this address"};
  }
  return {email, role};
}

awaitable<Member> sign_up(Json<NewMember> member, State<Gate> gate, State<Database> database,
                          const web::Request& request) {
  const auto hash = co_await gate->passwords.hash(member->password, crypto::JobOptions{request});
  if (!hash) throw web::HttpError{503, "Try again"};
  co_return create_member(*database, std::string{member->email.text()}, *hash);
}

awaitable<Token> log_in(Form<web::OAuth2PasswordRequestForm> form, State<Gate> gate, State<Database> database,
                        const web::Request& request) {
  const crypto::JobOptions job{request};
  const auto member = find_member(*database, form->username);
  auto checking = member ? gate->passwords.verify(Secret{form->password}, member->password_hash, job)
                         : gate->passwords.verify_dummy(job);
  const auto verdict = co_await std::move(checking);
  if (!verdict || !verdict->ok) throw web::HttpError{400, "Incorrect email or password"};
  Token token{gate->tokens.issue_access(member->email)};
  co_return token;
}

Member read_me(Security<get_member, "read"> member) { return *member; }

std::vector<Member> list_members(State<Database> database) {
  const auto lease = database->lease();
  auto rows = lease("SELECT email, role FROM members ORDER BY email");
  std::vector<Member> members;
  while (rows.step())
    members.push_back({rows.text(0), rows.text(1) == "librarian" ? Role::librarian : Role::reader});
  return members;
}

// For a router: all of its operations are for librarians.
void require_librarian(Security<get_member, "write">) {}

}  // namespace

Member get_member(Depends<bearer> token, web::SecurityScopes needed, State<Gate> gate,
                  State<Database> database) {
  const auto claims = gate->tokens.verify_access(*token);
  if (!claims) throw web::BearerError{401, "Could not validate credentials"};
  const auto member = find_member(*database, claims->subject);
  if (!member) throw web::BearerError{401, "Could not validate credentials"};
  // The role is read from the database and not from the token, so that a revoked role has no effect any more.
  if (!needed.are_in(member->role == Role::librarian ? "read write" : "read"))
    throw web::InsufficientScope{needed};
  return *member;
}

web::Router<> make_members() {
  web::Router<> router{{.tags = {"members"}}};
  router.post<sign_up>("/signup", {.summary = "Become a member", .status = 201});
  router.post<log_in>("/login", {.summary = "Get a token"});
  router.get<read_me>("/me", {.summary = "Who am I"});
  web::Router<require_librarian> kept{{.prefix = "/members"}};
  kept.get<list_members>("", {.summary = "All members, for librarians"});
  return router.include(kept);
}

}  // namespace bookshelf
