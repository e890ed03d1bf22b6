#pragma once
// SPDX-License-Identifier: Apache-2.0
// The thread that fetches keys, and the keys that it has fetched.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "gatehouse/verifier/remote_keys.h"
#include "verifier/http_get.h"
#include "verifier/key_cache.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

/// Where to fetch the keys.
struct KeySource {
  std::string issuer{};                 ///< empty if `jwks` is given
  std::optional<SourceUrl> metadata{};  ///< URL of the metadata of the issuer
  std::optional<SourceUrl> jwks{};      ///< empty until it has been found
};

class RemoteKeys::Impl {
 public:
  /// Checks the options and starts to fetch.
  [[nodiscard]] static result<std::shared_ptr<RemoteKeys>, std::string> open(KeySource source,
                                                                             RemoteKeysOptions options);

  Impl(KeySource source, RemoteKeysOptions options, std::unique_ptr<boost::asio::ssl::context> tls);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] KeyCache& cache() noexcept { return cache_; }

  /// Same as `KeyCache::look`, but also starts the fetch that it asks for.
  [[nodiscard]] Standing look(TimePoint now);
  [[nodiscard]] Standing look_for_newer(const Standing& seen, TimePoint now);

 private:
  using Fetched = result<FetchedKeys, std::string>;

  void start_if(bool must_start);
  [[nodiscard]] awaitable<> fetch();
  [[nodiscard]] awaitable<Fetched> fetch_keys();
  [[nodiscard]] awaitable<std::string> discover(std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] Fetched read_keys(const GetAnswer& answer);
  void report(const Fetched& fetched, bool had_failed);

  const RemoteKeysOptions options_;  // always has a log
  KeySource source_;                 // this and the next two members are used by the fetching thread only
  std::unique_ptr<boost::asio::ssl::context> tls_;
  bool has_failed_ = false;
  KeyCache cache_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<Executor> work_{context_.get_executor()};
  std::jthread thread_;
};

}  // namespace gatehouse::verifier
