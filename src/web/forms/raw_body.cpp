// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/parameters/raw_body.h"

namespace gatehouse::web {

awaitable<std::optional<std::string_view>> BodyStream::next() {
  std::string_view piece;
  if (reader_ != nullptr) {
    piece = co_await reader_->next();
  } else {
    piece = std::exchange(whole_, std::string_view{});
  }
  if (piece.empty()) co_return std::nullopt;
  co_return piece;
}

}  // namespace gatehouse::web
