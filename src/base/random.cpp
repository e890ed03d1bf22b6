// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <system_error>

namespace gatehouse {
namespace {

class KernelRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    while (!out.empty()) {
      const ssize_t got = ::getrandom(out.data(), out.size(), 0);
      if (got < 0) {
        if (errno == EINTR) continue;
        throw std::system_error(errno, std::generic_category(), "getrandom");
      }
      out = out.subspan(static_cast<std::size_t>(got));
    }
  }
};

}  // namespace

Random& system_random() noexcept {
  static KernelRandom source;
  return source;
}

}  // namespace gatehouse
