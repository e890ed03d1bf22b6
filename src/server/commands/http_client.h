#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sends requests on a connected Unix socket and waits for their answers (RFC 9112).

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/result.h"
#include "server/problem.h"

namespace gatehouse::server {

/// A request to the administration interface. Its texts must outlive the call that sends it.
struct ClientRequest {
  std::string_view method = "GET";
  std::string target;       ///< path and query
  std::string_view body{};  ///< JSON; empty: none
  std::string if_match{};   ///< empty: the field is not sent
};

struct ClientAnswer {
  unsigned status = 0;
  std::string etag;
  std::string body;  ///< empty if a sink took it
};

/// Takes the next bytes of a body. Returns false to break off.
using BodySink = std::function<bool(std::string_view piece)>;

/// A connection. For one thread. Blocks without a limit of time, because some requests take long.
class HttpClient {
 public:
  /// `socket` is connected and blocks.
  explicit HttpClient(Descriptor socket);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Sends a request and returns its answer. The body of an answer with status 200 goes to `sink`, if it is
  /// not empty, piece by piece. Fails when the connection ends before the answer is complete, and when the
  /// sink breaks off; this object is then of no more use.
  [[nodiscard]] result<ClientAnswer, Problem> send(const ClientRequest& request, const BodySink& sink = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::server
