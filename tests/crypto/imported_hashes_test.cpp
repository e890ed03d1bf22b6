// SPDX-License-Identifier: Apache-2.0
// Verifies the hashes in the tests of passlib and Django with every scheme.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>

#include "crypto/vectors.h"
#include "gatehouse/crypto/passwords/bcrypt_sha256.h"
#include "gatehouse/crypto/passwords/known_schemes.h"
#include "gatehouse/crypto/passwords/pbkdf2.h"
#include "gatehouse/crypto/passwords/scrypt.h"
#include "gatehouse/crypto/passwords/sha_crypt.h"

namespace gatehouse::crypto {
namespace {

using std::chrono::steady_clock;

PasswordContext context_of_all() {
  return PasswordContext{known_schemes(std::make_shared<BcryptScheme>(), std::make_shared<Argon2Scheme>())};
}

/// Formats that no scheme here accepts, and why.
const std::map<std::string, std::string> formats_not_taken{
    {"bcrypt_2", "the first $2$ keeps two old mistakes; nobody makes it any more"},
    {"django_salted_md5", "one MD5: a stolen table is as good as plain text; Django has dropped it"},
    {"django_salted_sha1", "one SHA-1: the same; Django has dropped it"},
    {"ldap_md5", "one MD5, without a salt"},
    {"ldap_salted_md5", "one MD5"},
    {"ldap_sha1", "one SHA-1, without a salt"},
    {"ldap_salted_sha1", "one SHA-1"},
    {"ldap_salted_sha256", "one SHA-256"},
    {"ldap_salted_sha512", "one SHA-512"},
    {"md5_crypt", "a thousand times MD5: its author has called it unfit since 2012 (CVE-2012-3287)"},
    {"phpass", "some thousand times MD5"},
};

/// Returns why a row that its file calls good is not verified here, or an empty text.
std::string exception(const std::string& format, const std::string& hash, const std::string& password) {
  if (formats_not_taken.contains(format)) return formats_not_taken.at(format);
  if (password.find('\0') != password.npos) return "a NUL is no part of a password (RFC 8265)";
  const bool is_bcrypt = hash.starts_with("$2") || hash.starts_with("bcrypt$");
  if (is_bcrypt && password.size() > 72) return "over 72 bytes is no password: bcrypt would ignore the rest";
  return {};
}

TEST(ImportedHashes, TheVectorsOfPasslibAndDjango) {
  const auto context = context_of_all();
  std::map<std::string, int> verified;
  std::map<std::string, int> excepted;
  int refused = 0;
  for (const auto& row : read_vectors("django_passlib_hashes/hashes.json")) {
    const auto format = text_of(row, "format");
    const auto hash = text_of(row, "hash");
    const auto password = from_hex(text_of(row, "password_hex"));
    const auto verdict = context.verify(Secret{password}, hash, PasswordForm::raw);
    const bool is_ok = verdict && verdict->ok;
    if (!row.at("ok").as_bool()) {
      EXPECT_FALSE(is_ok) << format << ' ' << hash;
      ++refused;
    } else if (!exception(format, hash, password).empty()) {
      EXPECT_FALSE(is_ok) << format << ' ' << hash;
      ++excepted[formats_not_taken.contains(format) ? "format" : format];
    } else {
      EXPECT_TRUE(is_ok) << format << ' ' << hash << ' ' << (verdict ? "wrong" : to_string(verdict.error()));
      ++verified[format];
    }
  }
  EXPECT_EQ(refused, 363);
  const std::map<std::string, int> expected{{"argon2d", 2},
                                            {"argon2i", 21},
                                            {"argon2id", 9},
                                            {"bcrypt_2a", 25},
                                            {"bcrypt_2b", 5},
                                            {"bcrypt_2y", 5},
                                            {"bcrypt_sha256", 14},
                                            {"django_argon2", 6},
                                            {"django_bcrypt", 3},
                                            {"django_bcrypt_sha256", 6},
                                            {"django_pbkdf2_sha1", 3},
                                            {"django_pbkdf2_sha256", 7},
                                            {"django_scrypt", 4},
                                            {"pbkdf2_sha1", 5},
                                            {"pbkdf2_sha256", 5},
                                            {"pbkdf2_sha512", 5},
                                            {"scrypt", 8},
                                            {"sha256_crypt", 27},
                                            {"sha512_crypt", 18}};
  EXPECT_EQ(verified, expected);
  EXPECT_EQ(excepted, (std::map<std::string, int>{{"argon2i", 2}, {"bcrypt_2a", 7}, {"format", 69}}));
}

TEST(ImportedHashes, AnyOfThemNeedsUpdate) {
  const auto context = context_of_all();
  for (const auto& row : read_vectors("django_passlib_hashes/hashes.json")) {
    const auto hash = text_of(row, "hash");
    EXPECT_TRUE(context.needs_update(hash)) << hash;
  }
}

/// Returns damaged copies of a good hash: cut short, with a letter outside of every alphabet, with NUL, with
/// a sign or a zero before a number, and with more text at the end.
std::vector<std::string> damaged(const std::string& hash) {
  std::vector<std::string> out;
  for (std::size_t size = 0; size < hash.size(); ++size) out.push_back(hash.substr(0, size));
  for (std::size_t i = 0; i < hash.size(); ++i) {
    for (const char c : {'\0', '*', '\xe9', ' ', '\n'}) {
      auto changed = hash;
      changed[i] = c;
      out.push_back(std::move(changed));
    }
    if (hash[i] >= '0' && hash[i] <= '9' && (hash[i - 1] == '=' || hash[i - 1] == ',')) {
      out.push_back(hash.substr(0, i) + '0' + hash.substr(i));
      out.push_back(hash.substr(0, i) + '-' + hash.substr(i));
    }
  }
  for (const std::string more : {"=", "$", "A", "A$"}) out.push_back(hash + more);
  out.push_back(hash + std::string{"\0", 1});
  out.push_back(hash + std::string(1 << 20, 'A'));
  return out;
}

/// Returns one hash of every accepted format.
std::map<std::string, std::string> one_of_each() {
  std::map<std::string, std::string> hashes;
  for (const auto& row : read_vectors("django_passlib_hashes/hashes.json")) {
    const auto format = text_of(row, "format");
    if (!row.at("ok").as_bool() || formats_not_taken.contains(format)) continue;
    const auto hash = text_of(row, "hash");
    hashes[format + '/' + hash.substr(0, hash.find_first_of(",=", 1))] = hash;
  }
  return hashes;
}

TEST(ImportedHashes, ADamagedHashIsRefusedBeforeAnythingIsComputed) {
  const auto schemes = known_schemes(std::make_shared<BcryptScheme>(), std::make_shared<Argon2Scheme>());
  const auto hashes = one_of_each();
  EXPECT_GE(hashes.size(), 19U);
  const auto before = steady_clock::now();
  BcryptOptions cheapest;
  cheapest.cost = 4;
  const BcryptScheme bcrypt{cheapest};
  ASSERT_TRUE(bcrypt.compute("x", bcrypt.make_setting(system_random()).value()));
  const auto cheapest_hash = steady_clock::now() - before;
  for (const auto& [format, hash] : hashes) {
    const auto recognizes = [](const std::string& text) {
      return [&text](const auto& scheme) { return scheme->is_recognized(text); };
    };
    const auto scheme = std::ranges::find_if(schemes, recognizes(hash));
    ASSERT_NE(scheme, schemes.end()) << hash;
    EXPECT_EQ((*scheme)->check(hash), std::nullopt) << hash;
    const auto variants = damaged(hash);
    std::size_t passed = 0;
    const auto begun = steady_clock::now();
    for (const auto& text : variants) {
      const auto error = (*scheme)->check(text);
      if (error) continue;
      // A salt of Django may be any text, so another letter in it makes a different hash and not a damaged
      // one. An Argon2 digest may have any length from 16 bytes, and the length is hashed too, so a shorter
      // digest matches no password.
      const bool is_text_salt = format.starts_with("django_pbkdf2") || format.starts_with("django_scrypt");
      const bool is_argon2 = format.find("argon2") != format.npos;
      EXPECT_TRUE(is_argon2 || (is_text_salt && text.size() == hash.size())) << text;
      EXPECT_EQ(text.find('\0'), text.npos) << format;
      ++passed;
    }
    const auto each = (steady_clock::now() - begun) / variants.size();
    EXPECT_LT(each, cheapest_hash) << format;
    EXPECT_LT(passed, variants.size() / 2) << format;
  }
}

TEST(ImportedHashes, AnAbsurdCostIsRefusedBeforeAnythingIsComputed) {
  const auto schemes = known_schemes(std::make_shared<BcryptScheme>(), std::make_shared<Argon2Scheme>());
  const PasswordContext context{schemes};
  const std::string d32 = "d9ZXYjhleyA7GcpCwYoEl/FrSETjB0ro39/6P+3iFEI";
  const std::string d64 =
      "Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==";
  const std::string ab32 = "hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ";
  const std::string p32 = "8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=";
  const std::string inner = "cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm";
  const std::string refused[] = {
      "$scrypt$ln=18,r=8,p=1$$" + d32,
      "$scrypt$ln=31,r=8,p=1$$" + d32,
      "$scrypt$ln=14,r=1048576,p=1$$" + d32,
      "$scrypt$ln=14,r=8,p=1048576$$" + d32,
      "$scrypt$ln=1,r=1,p=1073741823$$" + d32,
      "$scrypt$ln=17,r=8,p=3$$" + d32,
      "scrypt$1073741824$seasalt$8$1$" + d64,
      "scrypt$2147483648$seasalt$1$1$" + d64,
      "scrypt$2$seasalt$536870911$1$" + d64,
      "$7$T6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D",
      "$7$C6....zz...SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D",
      "$pbkdf2-sha256$4000001$4vjV83LKPjQzk31VI4E0Vw$" + ab32,
      "$pbkdf2-sha256$4294967295$4vjV83LKPjQzk31VI4E0Vw$" + ab32,
      "pbkdf2_sha256$4294967295$seasalt$" + p32,
      "$5$rounds=1500001$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
      "$5$rounds=999999999$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
      "$5$rounds=999$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
      "$5$rounds=0$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
      "bcrypt$$2b$31$" + inner,
      "bcrypt_sha256$$2b$31$" + inner,
      "bcrypt_sha256$$2b$03$" + inner,
      "$bcrypt-sha256$2b,31$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu",
      "$bcrypt-sha256$v=2,t=2b,r=31$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu",
      "argon2$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  };
  const auto begun = steady_clock::now();
  for (const auto& hash : refused) {
    const auto verdict = context.verify(Secret{"password"}, hash);
    ASSERT_FALSE(verdict) << hash;
    EXPECT_EQ(verdict.error(), PasswordError::refused_cost) << hash;
  }
  EXPECT_LT((steady_clock::now() - begun) / std::size(refused), std::chrono::microseconds{50});
  const std::string damaged_ones[] = {
      "scrypt$16383$seasalt$8$1$" + d64,
      "scrypt$1$seasalt$8$1$" + d64,
      "scrypt$0$seasalt$8$1$" + d64,
      "$scrypt$ln=0,r=8,p=1$$" + d32,
      "$scrypt$ln=14,r=0,p=1$$" + d32,
      "$scrypt$ln=14,r=8,p=0$$" + d32,
      "$scrypt$ln=14,r=32768,p=32768$$" + d32,
      "$scrypt$ln=14,r=134217728,p=8$$" + d32,
      "pbkdf2_sha256$0$seasalt$" + p32,
      "$bcrypt-sha256$2b,100$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu"};
  for (const auto& malformed : damaged_ones) {
    EXPECT_EQ(context.verify(Secret{"password"}, malformed).error(), PasswordError::malformed_hash)
        << malformed;
  }
}

TEST(ImportedHashes, OneThatOnlyVerifiesIsNeverTheFirst) {
  EXPECT_THROW((PasswordContext{{std::make_shared<Pbkdf2Scheme>()}}), std::runtime_error);
  EXPECT_THROW((ScryptScheme{{.max_memory_kib = 2048, .memory_in_use_kib = 1024}}), std::invalid_argument);
}

TEST(ImportedHashes, APasswordOverTheLibrarysLimitIsAWrongOne) {
  const auto context = context_of_all();
  const std::string hash = "$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC";
  EXPECT_EQ(*context.verify(Secret{std::string(511, 'x')}, hash), Verdict{});
  EXPECT_EQ(*context.verify(Secret{std::string(512, 'x')}, hash), Verdict{});
}

}  // namespace
}  // namespace gatehouse::crypto
