// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/bcrypt_speed.h"

#include <algorithm>
#include <vector>

#include "crypto/lanes/bcrypt_lanes.h"
#include "crypto/thread_time.h"

namespace gatehouse::crypto {
namespace {

using std::chrono::nanoseconds;

/// Rounds for each measurement, which take a few milliseconds.
constexpr std::uint64_t rounds = 64;

/// Returns the time of one round with the given number of hashes.
nanoseconds measure_round(std::size_t hashes, nanoseconds duration) {
  detail::BcryptLanes lanes;
  for (std::size_t i = 0; i < hashes; ++i) lanes.add(detail::Lane{"password", {.cost = 31}, i});
  std::vector<nanoseconds> times;
  const auto end = detail::thread_time() + duration;
  do {
    const auto start = detail::thread_time();
    lanes.step(rounds);
    times.push_back((detail::thread_time() - start) / rounds);
  } while (detail::thread_time() < end);
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

}  // namespace

double BcryptSpeed::per_second(int cost) const noexcept {
  const std::chrono::duration<double> several = round_of_several * (std::int64_t{1} << cost);
  return several.count() > 0 ? static_cast<double>(lanes) / several.count() : 0;
}

BcryptSpeed measure_bcrypt(std::chrono::milliseconds duration) {
  return {measure_round(1, duration / 2), measure_round(detail::max_lanes, duration / 2), detail::max_lanes};
}

}  // namespace gatehouse::crypto
