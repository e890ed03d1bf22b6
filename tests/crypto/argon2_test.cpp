// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/argon2.h"

#include <argon2.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <thread>

#include "crypto/vectors.h"
#include "gatehouse/crypto/passwords/password_context.h"

namespace gatehouse::crypto {
namespace {

using std::chrono::steady_clock;

PasswordContext context_of(Argon2Options options = {}) {
  return PasswordContext{{std::make_shared<Argon2Scheme>(options)}};
}

Argon2Options cheap() {
  Argon2Options options;
  options.memory_kib = 64;
  options.passes = 1;
  return options;
}

// GATEHOUSE_TEST_LARGE_MEMORY=1 also verifies the rows that need 1 GiB.
bool has_large_memory() { return std::getenv("GATEHOUSE_TEST_LARGE_MEMORY") != nullptr; }

TEST(Argon2, TheVectorsOfTheReferenceImplementation) {
  Argon2Options options;
  if (has_large_memory()) {
    options.max_memory_kib = 1024 * 1024;
    options.max_work_kib = 2 * 1024 * 1024;
    options.memory_in_use_kib = 1024 * 1024;
  }
  const auto context = context_of(options);
  int verified = 0;
  int refused = 0;
  std::set<std::string> too_large;
  for (const auto& row : read_vectors("argon2_vectors/phc_test.json")) {
    const Secret password{text_of(row, "password")};
    const auto encoded = text_of(row, "encoded");
    const auto verdict = context.verify(password, encoded, PasswordForm::raw);
    const bool is_ok = verdict && verdict->ok;
    if (!row.at("ok").as_bool()) {
      EXPECT_FALSE(is_ok) << encoded;
      ++refused;
    } else if (row.at("m_kib").as_int64() > 256 * 1024 && !has_large_memory()) {
      // With the default limits a hash that needs 1 GiB is refused.
      EXPECT_EQ(verdict.error(), PasswordError::refused_cost) << encoded;
      too_large.insert(encoded);
    } else {
      EXPECT_TRUE(is_ok) << encoded;
      ++verified;
    }
  }
  EXPECT_EQ(verified + static_cast<int>(too_large.size()), 26);
  EXPECT_EQ(refused, 8);
  if (!has_large_memory()) {
    EXPECT_EQ(
        too_large,
        (std::set<std::string>{
            "$argon2i$m=1048576,t=2,p=1$c29tZXNhbHQ$lpDsVdKNPtMlYvLnPqYrArAYdXZDoq5ueVKEWd6BBuk",
            "$argon2i$v=19$m=1048576,t=2,p=1$c29tZXNhbHQ$0Vh6ygkiw7XWqD7asxvuPE667zQu1hJ6VdGbI1GtH0E"}));
  }
}

// The vectors of RFC 9106 section 5 have a secret and associated data, which encoded hashes cannot carry.
// They show that the linked library computes what the RFC says.
TEST(Argon2, TheKnownAnswersOfTheRfc) {
  int count = 0;
  for (const auto& row : read_vectors("argon2_vectors/phc_kats.json")) {
    auto password = from_hex(text_of(row, "password_hex"));
    auto salt = from_hex(text_of(row, "salt_hex"));
    auto secret = from_hex(text_of(row, "secret_hex"));
    auto data = from_hex(text_of(row, "ad_hex"));
    std::string tag(static_cast<std::size_t>(row.at("tag_len").as_int64()), '\0');
    const auto bytes = [](std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); };
    const auto size = [](const std::string& text) { return static_cast<std::uint32_t>(text.size()); };
    argon2_context context{};
    context.out = bytes(tag);
    context.outlen = size(tag);
    context.pwd = bytes(password);
    context.pwdlen = size(password);
    context.salt = bytes(salt);
    context.saltlen = size(salt);
    context.secret = bytes(secret);
    context.secretlen = size(secret);
    context.ad = bytes(data);
    context.adlen = size(data);
    context.t_cost = static_cast<std::uint32_t>(row.at("t").as_int64());
    context.m_cost = static_cast<std::uint32_t>(row.at("m_kib").as_int64());
    context.lanes = static_cast<std::uint32_t>(row.at("p").as_int64());
    context.threads = 1;
    context.version = static_cast<std::uint32_t>(row.at("version").as_int64());
    const auto name = text_of(row, "type");
    const auto type = name == "argon2id" ? Argon2_id : name == "argon2i" ? Argon2_i : Argon2_d;
    ASSERT_EQ(argon2_ctx(&context, type), ARGON2_OK);
    EXPECT_EQ(tag, from_hex(text_of(row, "tag_hex"))) << name;
    ++count;
  }
  EXPECT_EQ(count, 6);
}

TEST(Argon2, TheLibraryWipesItsMemory) {
  static bool is_asked = false;
  static bool is_wiped = false;
  std::array<std::uint8_t, 32> digest{};
  std::string text = "somesalt";
  argon2_context context{};
  context.out = digest.data();
  context.outlen = digest.size();
  context.pwd = context.salt = reinterpret_cast<std::uint8_t*>(text.data());
  context.pwdlen = context.saltlen = 8;
  context.t_cost = context.lanes = context.threads = 1;
  context.m_cost = 64;
  context.version = ARGON2_VERSION_13;
  context.allocate_cbk = [](std::uint8_t** memory, std::size_t size) {
    *memory = static_cast<std::uint8_t*>(std::malloc(size));
    return *memory == nullptr ? -1 : 0;
  };
  context.free_cbk = [](std::uint8_t* memory, std::size_t size) {
    is_asked = size == std::size_t{64} * 1024;
    is_wiped = std::all_of(memory, memory + size, [](std::uint8_t byte) { return byte == 0; });
    std::free(memory);
  };
  ASSERT_EQ(argon2_ctx(&context, Argon2_id), ARGON2_OK);
  EXPECT_TRUE(is_asked);
  EXPECT_TRUE(is_wiped);
}

TEST(Argon2, MakesWhatItVerifies) {
  const auto context = context_of();
  const auto encoded = context.hash(Secret{"correct horse"}).value();
  EXPECT_TRUE(encoded.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << encoded;
  EXPECT_EQ(encoded.size(), 31U + 22 + 1 + 43) << "16 bytes of salt, 32 of digest";
  EXPECT_EQ(*context.verify(Secret{"correct horse"}, encoded), (Verdict{.ok = true, .needs_update = false}));
  EXPECT_EQ(*context.verify(Secret{"Correct horse"}, encoded), Verdict{});
  EXPECT_NE(context.hash(Secret{"correct horse"}).value(), encoded) << "salted";
  EXPECT_TRUE(context.hash(Secret{std::string(512, 'x')})) << "no limit of 72 bytes";
}

TEST(Argon2, AnotherCostTypeOrVersionNeedsUpdate) {
  const Argon2Scheme scheme{cheap()};
  const std::string salt = "AAAAAAAAAAAAAAAAAAAAAA";
  const std::string digest(43, 'A');
  EXPECT_FALSE(scheme.needs_update("$argon2id$v=19$m=64,t=1,p=1$" + salt + '$' + digest));
  for (const std::string before :
       {"$argon2id$v=19$m=65,t=1,p=1$", "$argon2id$v=19$m=64,t=2,p=1$", "$argon2id$v=19$m=64,t=1,p=2$",
        "$argon2i$v=19$m=64,t=1,p=1$", "$argon2id$v=16$m=64,t=1,p=1$", "$argon2id$m=64,t=1,p=1$"}) {
    EXPECT_TRUE(scheme.needs_update(before + salt + '$' + digest)) << before;
  }
  EXPECT_TRUE(scheme.needs_update("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$" + digest)) << "a short salt";
  EXPECT_TRUE(scheme.needs_update("$argon2id$v=19$m=64,t=1,p=1$" + salt + "$" + digest.substr(0, 22)));
}

TEST(Argon2, ChecksBeforeItComputes) {
  const Argon2Scheme scheme;
  const std::string tail = "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  const std::string head = "$argon2id$v=19$m=65536,t=2,p=1";
  const std::pair<std::string, std::optional<PasswordError>> cases[] = {
      {head + tail, std::nullopt},
      {"$argon2id$v=19$m=262144,t=4,p=64" + tail, std::nullopt},
      {"$argon2id$v=19$m=262145,t=1,p=1" + tail, PasswordError::refused_cost},
      {"$argon2id$v=19$m=262144,t=5,p=1" + tail, PasswordError::refused_cost},
      {"$argon2id$v=19$m=4294967295,t=2,p=1" + tail, PasswordError::refused_cost},
      {"$argon2id$v=19$m=8,t=4294967295,p=1" + tail, PasswordError::refused_cost},
      {"$argon2id$v=19$m=65536,t=2,p=65" + tail, PasswordError::refused_cost},
      {"$argon2id$v=19$m=65536,t=8589934592,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=7,t=2,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=15,t=2,p=2" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=65536,t=0,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=65536,t=2,p=0" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=18$m=65536,t=2,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=65536,t=02,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=65536,t=+2,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$t=2,m=65536,p=1" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=65536,t=2" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19$m=65536,t=2,p=1,keyid=Hj5" + tail, PasswordError::malformed_hash},
      {"$argon2id$v=19" + tail, PasswordError::malformed_hash},
      {head, PasswordError::malformed_hash},
      {head + "$c29tZXNhbHQ", PasswordError::malformed_hash},
      {head + "$c29tZXNhbHQ$", PasswordError::malformed_hash},
      {head + tail + "$", PasswordError::malformed_hash},
      {head + tail + "=", PasswordError::malformed_hash},
      {head + tail + '\0', PasswordError::malformed_hash},
      {(head + tail).substr(0, (head + tail).size() - 1), PasswordError::malformed_hash},
      {head + "$c29tZXM$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", PasswordError::malformed_hash},
      {head + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPd", PasswordError::malformed_hash},
      {head + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMa-6Mm5c8y7cJHAph8ArZWb2GRPPc", PasswordError::malformed_hash},
      {head + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y", std::nullopt},
      {head + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMa", PasswordError::malformed_hash},
      {"", PasswordError::malformed_hash},
      {"$argon2id$", PasswordError::malformed_hash},
  };
  const auto begun = steady_clock::now();
  for (const auto& [hash, expected] : cases) EXPECT_EQ(scheme.check(hash), expected) << hash;
  EXPECT_LT(steady_clock::now() - begun, std::chrono::milliseconds{20}) << "nothing was computed";
}

TEST(Argon2, ACostIsWithinItsLimits) {
  const auto refuses = [](auto change) {
    Argon2Options options;
    change(options);
    EXPECT_THROW(Argon2Scheme{options}, std::invalid_argument);
  };
  refuses([](Argon2Options& o) { o.memory_kib = 7; });
  refuses([](Argon2Options& o) { o.passes = 0; });
  refuses([](Argon2Options& o) { o.lanes = 0; });
  refuses([](Argon2Options& o) { o.lanes = 65; });
  refuses([](Argon2Options& o) { o.memory_kib = 8, o.lanes = 2; });
  refuses([](Argon2Options& o) { o.memory_kib = o.max_memory_kib + 1; });
  refuses([](Argon2Options& o) { o.passes = 100; });
  refuses([](Argon2Options& o) { o.memory_in_use_kib = o.max_memory_kib - 1; });
}

TEST(Argon2, HashesWaitForMemory) {
  Argon2Options options;
  options.memory_kib = options.max_memory_kib = 32 * 1024;
  options.passes = 2;
  options.memory_in_use_kib = 40 * 1024;
  const Argon2Scheme scheme{options};
  const auto setting = scheme.make_setting(system_random()).value();
  const auto expected = scheme.compute("password", setting).value();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { EXPECT_EQ(*scheme.compute("password", setting), expected); });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace gatehouse::crypto
