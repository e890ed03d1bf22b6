// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/password_hasher.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <optional>

#include "gatehouse/crypto/bcrypt.h"

namespace gatehouse::crypto {
namespace {

PasswordContext cheap() {
  return PasswordContext{PasswordContext::Schemes{std::make_shared<BcryptScheme>(BcryptOptions{.cost = 4})}};
}

/// Runs one coroutine to its end and returns what it returns.
template <class T>
T run(awaitable<T> body) {
  boost::asio::io_context context{1};
  std::optional<T> got;
  boost::asio::co_spawn(context, std::move(body), [&](std::exception_ptr failure, T value) {
    if (failure) std::rethrow_exception(failure);
    got.emplace(std::move(value));
    context.stop();
  });
  const auto work = boost::asio::make_work_guard(context);
  context.run();
  return std::move(*got);
}

TEST(PasswordHasher, VerifiesWhatItHashed) {
  PasswordHasher hasher{{.context = cheap(), .threads = 1}};
  const auto encoded = run(hasher.hash(Secret{"correct horse"}));
  ASSERT_TRUE(encoded) << to_string(encoded.error());
  EXPECT_EQ(encoded->substr(0, 7), "$2b$04$");
  EXPECT_EQ(*run(hasher.verify(Secret{"correct horse"}, *encoded)), (Verdict{.ok = true}));
  EXPECT_EQ(*run(hasher.verify(Secret{"battery staple"}, *encoded)), Verdict{});
  EXPECT_EQ(*run(hasher.verify_dummy()), Verdict{});
}

}  // namespace
}  // namespace gatehouse::crypto
