// SPDX-License-Identifier: Apache-2.0
// A connection's bytes as requests: the result does not depend on how they arrive, and another parser agrees.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gatehouse/base/ascii.h"
#include "http/second_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gatehouse::http::test;  // NOLINT: a program of one function
  const std::string_view stream{reinterpret_cast<const char*>(data), size};
  const auto whole = read_with_ours(stream, size + 1);
  for (const std::size_t part : {std::size_t{1}, std::size_t{7}}) {
    if (read_with_ours(stream, part) != whole) std::abort();
  }
  // Beast interprets Proxy-Connection, which this server ignores (RFC 9112 C.2.2), and fields in trailers.
  if (!whole || gatehouse::fold_case(stream).find("proxy-connection") != std::string::npos) return 0;
  const auto other = read_with_beast(stream);
  if (other && other != whole) std::abort();
  return 0;
}
