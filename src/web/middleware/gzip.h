#pragma once
// SPDX-License-Identifier: Apache-2.0
// The gzip content coding (RFC 1952, RFC 9110 8.4.1.3).

#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {

/// Returns whether a request accepts answers in gzip.
[[nodiscard]] bool accepts_gzip(const http::Request& request);

/// Compresses bytes piece by piece.
class GzipStream {
 public:
  /// `level` is from 1 to 9.
  explicit GzipStream(int level);
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  /// Returns the compressed bytes needed to decode all pieces up to this one. Never empty; valid until the
  /// next call. The last piece may be empty; no call may follow it.
  [[nodiscard]] std::string_view add(std::string_view piece, bool is_last);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::web::detail
