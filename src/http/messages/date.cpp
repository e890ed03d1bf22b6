// SPDX-License-Identifier: Apache-2.0

#include "http/messages/date.h"

#include <chrono>
#include <cstring>

#include "gatehouse/http/http_date.h"

namespace gatehouse::http {
namespace {

void put_two(char* out, unsigned value) noexcept {
  out[0] = static_cast<char>('0' + value / 10 % 10);
  out[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

void write_http_date(char* out, std::time_t since_epoch) noexcept {
  using namespace std::chrono;
  const sys_seconds time{seconds{since_epoch}};
  const auto day_start = floor<days>(time);
  const year_month_day date{day_start};
  const hh_mm_ss clock{time - day_start};
  std::memcpy(out, "Sun, 00 Jan 0000 00:00:00 GMT", http_date_size);
  std::memcpy(out, &"SunMonTueWedThuFriSat"[3 * weekday{day_start}.c_encoding()], 3);
  put_two(out + 5, static_cast<unsigned>(date.day()));
  std::memcpy(out + 8, &"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * (static_cast<unsigned>(date.month()) - 1)],
              3);
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  put_two(out + 12, year / 100);
  put_two(out + 14, year % 100);
  put_two(out + 17, static_cast<unsigned>(clock.hours().count()));
  put_two(out + 20, static_cast<unsigned>(clock.minutes().count()));
  put_two(out + 23, static_cast<unsigned>(clock.seconds().count()));
}

void DateLine::set(std::time_t now) noexcept {
  char* const out = text_.data();
  std::memcpy(out, "Date: ", 6);
  write_http_date(out + 6, now);
  std::memcpy(out + 6 + http_date_size, "\r\n", 2);
}

}  // namespace gatehouse::http
