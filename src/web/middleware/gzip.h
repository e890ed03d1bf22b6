#pragma once
// SPDX-License-Identifier: Apache-2.0
// The gzip coding (RFC 1952; RFC 9110 8.4.1.3).

#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {

/// Whether a request takes answers in gzip.
[[nodiscard]] bool accepts_gzip(const http::Request& request);

/// Bytes that are compressed piece by piece.
class GzipStream {
 public:
  /// `level` from 1 to 9.
  explicit GzipStream(int level);
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  /// What the client needs to have all pieces up to this one; never empty, valid until the next call. After
  /// the last piece, which may be empty, there is none.
  [[nodiscard]] std::string_view add(std::string_view piece, bool is_last);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::web::detail
