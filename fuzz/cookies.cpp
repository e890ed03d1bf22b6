// SPDX-License-Identifier: Apache-2.0
// A Cookie field: an odd cookie does not hide those before and after it (RFC 6265 5.2).
#include "web/forms/cookies.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"

namespace {

gatehouse::web::detail::NameValues read(std::string_view field) {
  gatehouse::http::Request request;
  request.fields.push_back({"Cookie", field});
  return gatehouse::web::detail::parse_cookies(request);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gatehouse::fuzz::require;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto alone = read(text);
  for (const auto& [name, value] : alone) require(name.find(';') == std::string::npos);
  const auto among = read("first=1; " + std::string{text} + "; last=2");
  require(among.size() == alone.size() + 2);
  require(among.front() == std::pair{std::string{"first"}, std::string{"1"}});
  require(among.back() == std::pair{std::string{"last"}, std::string{"2"}});
  require(std::equal(alone.begin(), alone.end(), among.begin() + 1));
  return 0;
}
