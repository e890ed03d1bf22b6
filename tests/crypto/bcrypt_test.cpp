// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/bcrypt.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "gatehouse/crypto/passwords/password_context.h"

namespace gatehouse::crypto {
namespace {

namespace json = boost::json;

json::array read_vectors(const std::string& name) {
  const std::ifstream file{GATEHOUSE_TEST_DATA "/bcrypt_vectors/" + name};
  std::ostringstream text;
  text << file.rdbuf();
  return json::parse(text.str()).as_array();
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return bytes;
}

/// Returns why a row that its file calls good is not verified here, or an empty text.
std::string exception(std::string_view hash, std::string_view password) {
  if (hash.starts_with("$2x$"))
    return "$2x$ keeps an old mistake on purpose: its hashes are of no scheme here";
  if (password.size() > 72) return "over 72 bytes is no password: bcrypt would ignore the rest";
  if (password.find('\0') != password.npos) return "a NUL is no part of a password (RFC 8265)";
  return {};
}

struct Count {
  int verified = 0;
  int wrong = 0;
  std::set<std::string> excepted_hashes;
};

Count run_vectors(const std::string& name) {
  const PasswordContext context;
  Count count;
  for (const auto& row : read_vectors(name)) {
    const auto password = from_hex(std::string_view{row.at("password_hex").as_string()});
    const std::string hash{row.at("hash").as_string()};
    const auto verdict = context.verify(Secret{password}, hash, PasswordForm::raw);
    const bool is_ok = verdict && verdict->ok;
    const bool is_good = row.at("ok").as_bool();
    if (is_good && !exception(hash, password).empty()) {
      EXPECT_FALSE(is_ok) << hash;
      count.excepted_hashes.insert(hash);
      if (password.size() > 72) {
        // Other implementations cut the password off. The part that they use verifies here too.
        const auto cut = context.verify(Secret{password.substr(0, 72)}, hash, PasswordForm::raw);
        EXPECT_TRUE(cut && cut->ok) << hash;
      }
      continue;
    }
    EXPECT_EQ(is_ok, is_good) << hash << ' ' << row.at("password_hex");
    ++(is_good ? count.verified : count.wrong);
    if (is_good) {
      const BcryptScheme scheme;
      EXPECT_EQ(*scheme.compute(password, std::string_view{row.at("setting").as_string()}), hash);
    }
  }
  return count;
}

TEST(Bcrypt, TheVectorsOfCryptBlowfish) {
  const auto count = run_vectors("crypt_blowfish.json");
  EXPECT_EQ(count.verified, 18);
  EXPECT_EQ(count.wrong, 7);
  EXPECT_EQ(count.excepted_hashes,
            (std::set<std::string>{"$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                                   "$2a$05$/OK.fbVrR/bpIqNJ5ianF.swQOIzjOiJ9GHEPuhEkvqrUyvWhEMx6",
                                   "$2x$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e",
                                   "$2x$05$/OK.fbVrR/bpIqNJ5ianF.o./n25XVfn6oAPaUvHe.Csk4zRfsYPi",
                                   "$2x$05$/OK.fbVrR/bpIqNJ5ianF.6IflQkJytoRVc1yuaNtHfiuq.FRlSIS",
                                   "$2x$05$6bNw2HLQYeqHYyBfLMsv/OiwqTymGIGzFsA4hOTWebfehXHNprcAS",
                                   "$2x$05$6bNw2HLQYeqHYyBfLMsv/O9LIGgn8OMzuDoHfof8AQimSGfcSWxnS"}));
}

TEST(Bcrypt, TheVectorsOfPyca) {
  const auto count = run_vectors("pyca_bcrypt.json");
  EXPECT_EQ(count.verified, 26);
  EXPECT_EQ(count.wrong, 6);
  EXPECT_EQ(count.excepted_hashes,
            (std::set<std::string>{"$2b$10$keO.ZZs22YtygVF6BLfhGOI/JjshJYPp8DZsUtym6mJV2Eha2Hdd.",
                                   "$2a$04$tecY.9ylRInW/rAAzXCXPOOlyYeCNzmNTzPDNSIFztFMKbvs/s5XG"}));
}

TEST(Bcrypt, ChecksBeforeItComputes) {
  const std::string salt_and_digest = "cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm";
  const BcryptScheme scheme{{.cost = 4, .max_cost = 14}};
  const std::pair<std::string, std::optional<PasswordError>> cases[] = {
      {"$2b$04$" + salt_and_digest, std::nullopt},
      {"$2a$14$" + salt_and_digest, std::nullopt},
      {"$2y$12$" + salt_and_digest, std::nullopt},
      {"$2b$15$" + salt_and_digest, PasswordError::refused_cost},
      {"$2b$31$" + salt_and_digest, PasswordError::refused_cost},
      {"$2b$99$" + salt_and_digest, PasswordError::refused_cost},
      {"$2b$03$" + salt_and_digest, PasswordError::refused_cost},
      {"$2b$00$" + salt_and_digest, PasswordError::refused_cost},
      {"$2b$4$x" + salt_and_digest, PasswordError::malformed_hash},
      {"$2b$-4$" + salt_and_digest, PasswordError::malformed_hash},
      {"$2b$ 4$" + salt_and_digest, PasswordError::malformed_hash},
      {"$2b$04$" + salt_and_digest + ".", PasswordError::malformed_hash},
      {"$2b$04$" + salt_and_digest.substr(1), PasswordError::malformed_hash},
      {"$2b$04$" + salt_and_digest.substr(0, 22), PasswordError::malformed_hash},
      {"$2b$04$+" + salt_and_digest.substr(1), PasswordError::malformed_hash},
      {"$2b$04$" + salt_and_digest.substr(0, 52) + '\0', PasswordError::malformed_hash},
      {"$2b$", PasswordError::malformed_hash},
      {"$2x$04$" + salt_and_digest, PasswordError::malformed_hash},
      {"", PasswordError::malformed_hash},
  };
  for (const auto& [hash, expected] : cases) EXPECT_EQ(scheme.check(hash), expected) << hash;
}

TEST(Bcrypt, CostsAreWithinTheFormat) {
  EXPECT_THROW((BcryptScheme{{.cost = 3}}), std::invalid_argument);
  EXPECT_THROW((BcryptScheme{{.cost = 17}}), std::invalid_argument);
  EXPECT_THROW((BcryptScheme{{.cost = 12, .max_cost = 32}}), std::invalid_argument);
  EXPECT_NO_THROW((BcryptScheme{{.cost = 31, .max_cost = 31}}));
}

TEST(Bcrypt, WhatTheLibraryWouldCutIsRefused) {
  const BcryptScheme scheme{{.cost = 4}};
  const auto setting = scheme.make_setting(system_random()).value();
  EXPECT_EQ(setting.size(), 29U);
  EXPECT_EQ(setting.substr(0, 7), "$2b$04$");
  EXPECT_TRUE(scheme.compute(std::string(72, 'x'), setting));
  EXPECT_FALSE(scheme.compute(std::string(73, 'x'), setting));
  EXPECT_FALSE(scheme.compute(std::string{"a\0b", 3}, setting));
  EXPECT_FALSE(scheme.compute("x", "$2b$04$?"));
}

TEST(Bcrypt, ASaltWithSpareBitsSetVerifies) {
  // Some programs, for example passlib before 1.5.3, made such salts. The last letter holds two bits, and all
  // implementations ignore the rest.
  const PasswordContext context;
  const std::string canonical = "$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm";
  auto spare = canonical;
  ASSERT_EQ(spare[28], 'O');
  spare[28] = 'P';
  EXPECT_TRUE(context.verify(Secret{"Kk4DQuMMfZL9o"}, canonical)->ok);
  EXPECT_TRUE(context.verify(Secret{"Kk4DQuMMfZL9o"}, spare)->ok);
  EXPECT_FALSE(context.verify(Secret{"Kk4DQuMMfZL9O"}, spare)->ok);
}

}  // namespace
}  // namespace gatehouse::crypto
