#pragma once
// SPDX-License-Identifier: Apache-2.0
// A request while it is read, and what its views point to.

#include <string>
#include <string_view>

#include "gatehouse/http/request.h"
#include "http/connections/wiping_allocator.h"

namespace gatehouse::http {

/// What the parser fills and its connection keeps from one request to the next, so that the memory is reused.
struct Message {
  Request request;
  std::string_view raw_target;
  std::string_view body_view;  ///< the body, while it lies in the buffer in one piece
  WipedText body_text;         ///< else the body
  bool body_is_copied = false;
  bool is_streamed = false;  ///< whether the handler reads the body
  std::string_view piece;    ///< of such a body: what the last call of the parser has found
  std::string head;          ///< of such a request: what the views point to

  void clear() noexcept;
  /// Moves every view into the buffer from memory that begins at `from` to memory that begins at `to`.
  void rebase(const char* from, const char* to) noexcept;
  /// Where the last view of the header ends in the buffer.
  [[nodiscard]] const char* head_end() const noexcept;
  /// Copies the part of the body that lies in the buffer, and lets go of it.
  void copy_body();
  /// Copies the header, which begins at `from`, out of the buffer.
  void copy_head(const char* from);
  /// Fills in target, path and query; false when a request of this method may not have that target.
  bool split() noexcept;
};

}  // namespace gatehouse::http
