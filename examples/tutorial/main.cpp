// SPDX-License-Identifier: Apache-2.0
// The application of the guide: sign up, log in, and show the current user. Its users are kept in memory.

#include <gatehouse/crypto/pool/password_hasher.h>
#include <gatehouse/crypto/tokens/tokens.h>
#include <gatehouse/web.h>
#include <map>
#include <mutex>

using namespace gatehouse;
using web::Depends, web::Form, web::HttpError, web::Json, web::State;

inline constexpr web::OAuth2PasswordBearer reusable_oauth{"/login", "JWT"};
const crypto::Tokens tokens{
    crypto::AccessTokenKey::from_secret_or_random(std::getenv("JWT_SECRET_KEY")),
    crypto::RefreshTokenKey::from_secret_or_random(std::getenv("JWT_REFRESH_SECRET_KEY"))};

// clang-format off
struct UserAuth { std::string email; web::Text<5, 24> password; };
BOOST_DESCRIBE_STRUCT(UserAuth, (), (email, password))
template <> inline constexpr schema::Fields schema::fields<UserAuth>{
    {"email", "user email"}, {"password", "user password"}};
struct UserOut { web::Uuid id; std::string email; };
BOOST_DESCRIBE_STRUCT(UserOut, (), (id, email))
struct TokenSchema { std::string access_token, refresh_token; };
BOOST_DESCRIBE_STRUCT(TokenSchema, (), (access_token, refresh_token))
struct User : UserOut { std::string password_hash; };
// clang-format on

struct Users {  // shared by all threads: the mutex protects the map; the hasher is thread-safe
  std::mutex mutex;
  std::map<std::string, User> by_email;
  crypto::PasswordHasher passwords;
  std::optional<User> find(const std::string& email) {
    const std::lock_guard lock{mutex};
    return by_email.contains(email) ? std::optional{by_email.at(email)} : std::nullopt;
  }
  bool create(const User& user) {
    const std::lock_guard lock{mutex};
    return by_email.emplace(user.email, user).second;
  }
};

User get_current_user(Depends<reusable_oauth> token, State<Users> users) {
  const auto claims = tokens.verify_access(*token);
  const bool is_expired = !claims && claims.error() == crypto::TokenError::expired;
  if (is_expired) throw web::BearerError{401, "Token expired"};
  if (!claims) throw web::BearerError{403, "Could not validate credentials"};
  if (auto user = users->find(claims->subject)) return *user;
  throw HttpError{404, "Could not find user"};
}

awaitable<UserOut> create_user(Json<UserAuth> data, State<Users> users, const web::Request& request) {
  const auto hash = co_await users->passwords.hash(Secret{data->password}, crypto::JobOptions{request});
  if (!hash && is_temporary(hash.error())) throw HttpError{503, "Too many at once"};
  if (!hash) throw web::InvalidInput{{"body", "password"}, message_of(hash.error()), "value_error.password"};
  const User user{{web::Uuid::random(), data->email}, *hash};
  if (!users->create(user)) throw HttpError{400, "User with this email already exist"};
  co_return user;
}

awaitable<TokenSchema> login(Form<web::OAuth2PasswordRequestForm> form, State<Users> users,
                             const web::Request& request) {
  const crypto::JobOptions job{request};
  const auto user = users->find(form->username);
  // An unknown user takes as long as a known one, so that the time does not reveal who has an account.
  auto checking = user ? users->passwords.verify(Secret{form->password}, user->password_hash, job)
                       : users->passwords.verify_dummy(job);
  const auto verdict = co_await std::move(checking);
  if (!verdict && is_temporary(verdict.error())) throw HttpError{503, "Too many at once"};
  if (!verdict || !verdict->ok) throw HttpError{400, "Incorrect email or password"};
  co_return TokenSchema{tokens.issue_access(user->email), tokens.issue_refresh(user->email)};
}

UserOut get_me(Depends<get_current_user> user) { return *user; }
web::Redirect to_docs() { return {"/docs"}; }

int main(int argc, char** argv) {
  web::App app{{.title = "JWT authentication"}};
  app.get<to_docs>("/", {.is_in_document = false});
  app.post<create_user>("/signup", {.summary = "Create new user"});
  app.post<login>("/login", {.summary = "Create access and refresh tokens for user"});
  app.get<get_me>("/me", {.summary = "Get details of currently logged in user"});
  return app.state<Users>().run({.listen = argc > 1 ? argv[argc - 1] : "127.0.0.1:8000"});
}
