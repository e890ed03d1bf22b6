// SPDX-License-Identifier: Apache-2.0

#include "http/date.h"

#include <chrono>
#include <cstring>

namespace gatehouse::http {
namespace {

void put_two(char* out, unsigned value) noexcept {
  out[0] = static_cast<char>('0' + value / 10 % 10);
  out[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

void DateLine::set(std::time_t now) noexcept {
  using namespace std::chrono;
  const sys_seconds time{seconds{now}};
  const auto day_start = floor<days>(time);
  const year_month_day date{day_start};
  const hh_mm_ss clock{time - day_start};
  char* out = text_.data();
  std::memcpy(out, "Date: Sun, 00 Jan 0000 00:00:00 GMT\r\n", text_.size());
  std::memcpy(out + 6, &"SunMonTueWedThuFriSat"[3 * weekday{day_start}.c_encoding()], 3);
  put_two(out + 11, static_cast<unsigned>(date.day()));
  std::memcpy(out + 14,
              &"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * (static_cast<unsigned>(date.month()) - 1)], 3);
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  put_two(out + 18, year / 100);
  put_two(out + 20, year % 100);
  put_two(out + 23, static_cast<unsigned>(clock.hours().count()));
  put_two(out + 26, static_cast<unsigned>(clock.minutes().count()));
  put_two(out + 29, static_cast<unsigned>(clock.seconds().count()));
}

}  // namespace gatehouse::http
