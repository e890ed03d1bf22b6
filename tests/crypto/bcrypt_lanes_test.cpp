// SPDX-License-Identifier: Apache-2.0
// The interleaved engine compared with libxcrypt, in every combination of lanes.
#include "crypto/lanes/bcrypt_lanes.h"

#include <crypt.h>
#include <gtest/gtest.h>
#include <openssl/sha.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace gatehouse::crypto::detail {
namespace {

struct Job {
  std::string password;
  std::string setting;
};

std::string by_libxcrypt(const Job& job) {
  static const auto memory = std::make_unique<crypt_data>();
  const char* encoded = crypt_rn(job.password.c_str(), job.setting.c_str(), memory.get(), sizeof *memory);
  return encoded == nullptr ? "refused" : encoded;
}

std::string encoded(const Job& job, const Lane& lane) {
  return job.setting.substr(0, BcryptSetting::text_size) + write_bcrypt_digest(digest_of(lane.state));
}

/// Runs `jobs` in order through `width` lanes. `order` gets the order in which they ended.
std::vector<std::string> by_lanes(const std::vector<Job>& jobs, std::size_t width = max_lanes,
                                  std::uint64_t quantum = 7, std::vector<std::size_t>* order = nullptr) {
  std::vector<std::string> hashes(jobs.size());
  const auto lanes = std::make_unique<BcryptLanes>();
  std::size_t next = 0;
  while (next < jobs.size() || lanes->size() > 0) {
    while (next < jobs.size() && lanes->size() < width) {
      lanes->add(Lane{jobs[next].password, read_bcrypt_setting(jobs[next].setting).value(), next});
      ++next;
    }
    const bool has_ended = lanes->step(quantum);
    EXPECT_EQ(has_ended, lanes->size() > lanes->running());
    while (lanes->size() > lanes->running()) {
      const Lane lane = lanes->take_ended();
      hashes[lane.ticket] = encoded(jobs[lane.ticket], lane);
      if (order != nullptr) order->push_back(lane.ticket);
    }
  }
  return hashes;
}

struct Generator {
  std::mt19937_64 bits{20261124};  // the same in every run
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(bits);
  }
  std::string bytes(std::size_t size) {
    std::string text(size, ' ');
    // Every third password consists mostly of high bytes, with which implementations have had bugs.
    const bool is_high = below(3) == 0;
    for (auto& c : text) c = static_cast<char>(is_high && below(4) != 0 ? 0xff - below(3) : 1 + below(255));
    return text;
  }
  std::string setting(int cost) {
    std::array<std::byte, 16> salt{};
    for (auto& byte : salt) byte = static_cast<std::byte>(below(256));
    auto text = write_bcrypt_setting(cost, salt);
    text[2] = "aby"[below(3)];
    return text;
  }
};

TEST(BlowfishTables, AreTheFractionOfPi) {
  std::string bytes;
  for (const auto word : blowfish_tables) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(word >> shift & 0xff);
  }
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::ostringstream hex;
  for (const int byte : digest) hex << std::hex << (byte < 16 ? "0" : "") << byte;
  // A digest of 4,168 bytes of pi's fraction, computed with another formula (Chudnovsky's)
  // in Python's integers.
  EXPECT_EQ(hex.str(), "b5643208907b11b20e499a42187dc921f9579d28dadfccbe69a5ce232a55952f");
  EXPECT_EQ(blowfish_tables.front(), 0x243f6a88U);
  EXPECT_EQ(blowfish_tables.back(), 0x3ac372e6U);
}

TEST(BcryptLanes, RandomHashesAreLibxcrypts) {
  Generator random;
  // 20,000 hashes take a minute.
  const char* count = std::getenv("GATEHOUSE_BCRYPT_HASHES");
  std::vector<Job> jobs(count == nullptr ? 2'000 : std::stoul(count));
  for (auto& job : jobs)
    job = {random.bytes(random.below(73)), random.setting(4 + static_cast<int>(random.below(3)))};
  const auto hashes = by_lanes(jobs);
  for (std::size_t i = 0; i < jobs.size(); ++i)
    ASSERT_EQ(hashes[i], by_libxcrypt(jobs[i])) << jobs[i].setting;
}

TEST(BcryptLanes, PasswordsOfEveryLength) {
  Generator random;
  std::vector<Job> jobs;
  for (std::size_t size = 0; size <= 72; ++size) jobs.push_back({random.bytes(size), random.setting(4)});
  for (std::size_t width = 1; width <= max_lanes; ++width) {
    const auto hashes = by_lanes(jobs, width);
    for (std::size_t i = 0; i < jobs.size(); ++i)
      EXPECT_EQ(hashes[i], by_libxcrypt(jobs[i])) << width << ' ' << i;
  }
}

TEST(BcryptLanes, EverySettingIsReadAsLibxcryptDoes) {
  Generator random;
  for (int i = 0; i < 1'000; ++i) {
    // The unused bits of the salt's last letter may be set; one other letter is any byte.
    auto setting = random.setting(4);
    setting[28] = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.below(64)];
    if (random.below(2) == 0) setting[6 + random.below(23)] = static_cast<char>(1 + random.below(255));
    const auto expected = by_libxcrypt({"x", setting});
    const auto read = read_bcrypt_setting(setting);
    ASSERT_EQ(read.has_value(), expected[0] == '$') << setting;
    // libxcrypt clears the unused bits in its result, so only the digest is compared.
    if (read) {
      EXPECT_EQ(by_lanes({{"x", setting}})[0].substr(29), expected.substr(29));
    }
  }
  EXPECT_FALSE(read_bcrypt_setting("$2x$04$abcdefghijklmnopqrstuu")) << "keeps a mistake on purpose";
  EXPECT_FALSE(read_bcrypt_setting("$2b$04$abcdefghijklmnopqrstu")) << "too short";
  EXPECT_FALSE(read_bcrypt_setting("$2b$03$abcdefghijklmnopqrstuu"));
  EXPECT_FALSE(read_bcrypt_setting("$2b$32$abcdefghijklmnopqrstuu"));
}

TEST(BcryptLanes, TheVectorsOfOthers) {
  int count = 0;
  for (const auto* name : {"crypt_blowfish.json", "pyca_bcrypt.json"}) {
    std::ostringstream text;
    text << std::ifstream{GATEHOUSE_TEST_DATA "/bcrypt_vectors/" + std::string{name}}.rdbuf();
    std::vector<Job> jobs;
    std::vector<std::string> expected;
    const auto rows = boost::json::parse(text.str());
    for (const auto& row : rows.as_array()) {
      const std::string hash{row.at("hash").as_string()};
      const std::string hex{row.at("password_hex").as_string()};
      std::string password;
      for (std::size_t i = 0; i < hex.size(); i += 2) {
        password += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
      }
      if (!row.at("ok").as_bool() || !read_bcrypt_setting(hash) || password.find('\0') != password.npos)
        continue;
      // Bytes after the 72nd change nothing.
      jobs.push_back({password, hash});
      expected.push_back(hash);
    }
    EXPECT_EQ(by_lanes(jobs), expected);
    count += static_cast<int>(jobs.size());
  }
  EXPECT_GE(count, 44);
}

RC_GTEST_PROP(BcryptLanes, AnyMixtureOfCostsAndQuantaGivesTheSameHashes, ()) {
  const auto costs = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(4, 7)));
  const auto width = *rc::gen::inRange<std::size_t>(1, max_lanes + 1);
  const auto quantum = *rc::gen::inRange<std::uint64_t>(1, 300);
  std::vector<Job> jobs;
  for (const int cost : costs) {
    const auto password = *rc::gen::container<std::string>(rc::gen::nonZero<char>());
    auto salt = *rc::gen::container<std::array<std::uint8_t, 16>>(rc::gen::arbitrary<std::uint8_t>());
    jobs.push_back(
        {password.substr(0, 72), write_bcrypt_setting(cost, std::as_bytes(std::span{salt}).first<16>())});
  }
  const auto hashes = by_lanes(jobs, width, quantum);
  for (std::size_t i = 0; i < jobs.size(); ++i) RC_ASSERT(hashes[i] == by_libxcrypt(jobs[i]));
}

TEST(BcryptLanes, TheNextHashTakesALaneAsOneEndsWhateverTheOthersCost) {
  Generator random;
  std::vector<Job> jobs{{"long", random.setting(9)}};
  for (int i = 0; i < 12; ++i) jobs.push_back({"short", random.setting(4)});
  std::vector<std::size_t> order;
  by_lanes(jobs, 3, 100, &order);
  EXPECT_EQ(order.size(), jobs.size());
  EXPECT_EQ(order.back(), 0U) << "twelve short ones passed through the two lanes beside the long one";
}

TEST(BcryptLanes, AStepEndsWhereTheFirstHashDoes) {
  Generator random;
  BcryptLanes lanes;
  lanes.add(Lane{"a", *read_bcrypt_setting(random.setting(4)), 1});
  lanes.add(Lane{"b", *read_bcrypt_setting(random.setting(5)), 2});
  EXPECT_FALSE(lanes.step(15));
  EXPECT_TRUE(lanes.step(1000));
  EXPECT_EQ(lanes.running(), 1U);
  EXPECT_EQ(lanes.size(), 2U);
  lanes.add(Lane{"c", *read_bcrypt_setting(random.setting(4)), 3});
  EXPECT_EQ(lanes.running(), 2U);
  EXPECT_EQ(lanes.take_ended().ticket, 1U);
  EXPECT_TRUE(lanes.step(1000)) << "both after 16 rounds more";
  EXPECT_EQ(lanes.running(), 0U);
  EXPECT_EQ(lanes.take_ended().ticket + lanes.take_ended().ticket, 5U);
  EXPECT_FALSE(lanes.step(1000)) << "nothing to do";
}

bool is_wiped(std::span<const std::byte> memory) {
  return std::all_of(memory.begin(), memory.end(), [](std::byte byte) { return byte == std::byte{0}; });
}

TEST(BcryptLanes, AnEndedLaneIsWiped) {
  Generator random;
  BcryptLanes lanes;
  BcryptLanes copy;
  lanes.add(Lane{"secret", *read_bcrypt_setting(random.setting(4)), 1});
  lanes.add(Lane{"secret", *read_bcrypt_setting(random.setting(4)), 2});
  copy = lanes;
  EXPECT_FALSE(is_wiped(lanes.memory()));
  while (lanes.running() > 0) lanes.step(8);
  (void)lanes.take_ended();
  EXPECT_TRUE(is_wiped(lanes.memory().subspan(sizeof(EksBlowfish))));
  EXPECT_FALSE(is_wiped(lanes.memory()));
  copy = lanes;
  EXPECT_TRUE(is_wiped(copy.memory().subspan(sizeof(EksBlowfish)))) << "in a copy as well";
  (void)lanes.take_ended();
  EXPECT_TRUE(is_wiped(lanes.memory()));
  copy = lanes;
  EXPECT_TRUE(is_wiped(copy.memory()));
  lanes.add(Lane{"secret", *read_bcrypt_setting(random.setting(4)), 3});
  lanes.clear();
  EXPECT_TRUE(is_wiped(lanes.memory()));
}

TEST(BcryptLanes, ALaneByItselfIsWipedWhenItGoes) {
  Generator random;
  alignas(Lane) std::array<std::byte, sizeof(Lane)> memory{};
  auto* lane = new (memory.data()) Lane{"secret", *read_bcrypt_setting(random.setting(4)), 0};
  EXPECT_FALSE(is_wiped(std::span{memory}.first<sizeof(EksBlowfish)>()));
  lane->~Lane();
  EXPECT_TRUE(is_wiped(std::span{memory}.first<sizeof(EksBlowfish)>()));
}

}  // namespace
}  // namespace gatehouse::crypto::detail
