#pragma once
// SPDX-License-Identifier: Apache-2.0
// A request under construction and the memory that its views point to.

#include <string>
#include <string_view>

#include "gatehouse/http/request.h"
#include "http/messages/wiping_allocator.h"

namespace gatehouse::http {

/// Filled by the parser. The connection keeps it for all its requests, so that the memory is reused.
struct Message {
  Request request;
  std::string_view raw_target;
  std::string_view body_view;  ///< the body, while it is contiguous in the buffer
  WipedText body_text;         ///< otherwise the body
  bool body_is_copied = false;
  bool is_streamed = false;  ///< whether the handler reads the body while it arrives
  std::string_view piece;    ///< for a streamed body: the piece found by the last call of the parser
  std::string head;          ///< for a streamed body: the memory that the views point to

  void clear() noexcept;
  /// Moves every view of the buffer from memory that begins at `from` to memory that begins at `to`.
  void rebase(const char* from, const char* to) noexcept;
  /// Returns where the last view of the header ends in the buffer.
  [[nodiscard]] const char* head_end() const noexcept;
  /// Copies the part of the body that is in the buffer, so that the buffer no longer needs to hold it.
  void copy_body();
  /// Copies the header, which begins at `from`, out of the buffer.
  void copy_head(const char* from);
  /// Sets the target, path and query. Returns false if a request with this method may not have that target.
  bool split() noexcept;
};

}  // namespace gatehouse::http
