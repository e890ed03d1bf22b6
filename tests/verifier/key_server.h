#pragma once
// SPDX-License-Identifier: Apache-2.0
// A server of keys that answers as the test says and records its requests.

#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "crypto/test_keys.h"
#include "gatehouse/crypto/keys/jwks.h"
#include "gatehouse/http/server.h"

namespace gatehouse::verifier {

/// Returns the JWK Set of these keys.
inline std::string jwks_of(const std::vector<crypto::SigningKey>& keys) {
  std::vector<crypto::PublicKey> published;
  for (const auto& key : keys) published.push_back(key.public_key());
  return crypto::write_jwks(published);
}

/// Runs from construction to destruction. Thread-safe.
class KeyServer final : public http::Handler {
 public:
  using Answer = std::function<void(const http::Request&, http::Response&)>;

  explicit KeyServer(Answer answer = {}) : answer_(std::move(answer)) {
    if (const auto listening = server_.listen(); !listening) throw std::runtime_error{listening.error()};
    origin_ = "http://" + server_.addresses().front();
    thread_ = std::thread{[this] { server_.run(); }};
  }
  ~KeyServer() override { stop(); }

  /// Sets the answer from now on.
  void set_answer(Answer answer) {
    const std::lock_guard lock{mutex_};
    answer_ = std::move(answer);
  }
  /// Answers with this body and these fields from now on.
  void publish(std::string body, std::vector<std::pair<std::string, std::string>> fields = {}) {
    set_answer([body = std::move(body), fields = std::move(fields)](const auto&, http::Response& response) {
      response.body = body;
      response.fields = fields;
    });
  }
  void fail(unsigned status) {
    set_answer([status](const auto&, http::Response& response) { response.status = status; });
  }
  /// Makes requests wait from now on until `release`.
  void hold() {
    const std::lock_guard lock{mutex_};
    is_holding_ = true;
  }
  void release() {
    const std::lock_guard lock{mutex_};
    is_holding_ = false;
    for (auto& resume : held_) resume(true);
    held_.clear();
  }
  void stop() {
    if (!thread_.joinable()) return;
    release();
    server_.stop();
    thread_.join();
  }

  /// Returns how many requests there were.
  [[nodiscard]] std::size_t asked() const {
    const std::lock_guard lock{mutex_};
    return if_none_match_.size();
  }
  /// Returns the If-None-Match of the last request; "-": it had none.
  [[nodiscard]] std::string last_if_none_match() const {
    const std::lock_guard lock{mutex_};
    return if_none_match_.back();
  }
  [[nodiscard]] std::string url(std::string_view path = "/jwks.json") const {
    return origin_ + std::string{path};
  }

  awaitable<> handle(const http::Request& request, http::Response& response) override {
    auto start = [&](Resume<bool> resume) {
      const std::lock_guard lock{mutex_};
      if_none_match_.emplace_back(request.find("If-None-Match").value_or("-"));
      if (is_holding_) {
        held_.push_back(std::move(resume));
      } else {
        resume(true);
      }
    };
    co_await suspend<bool>(std::move(start));
    const std::lock_guard lock{mutex_};
    response.content_type = "application/json";
    if (answer_) answer_(request, response);
  }

 private:
  static http::ServerOptions options() {
    http::ServerOptions options;
    options.listen = {"127.0.0.1:0"};
    options.threads = 1;
    options.stop_on_signals = false;
    return options;
  }

  mutable std::mutex mutex_;
  Answer answer_;
  bool is_holding_ = false;
  std::vector<Resume<bool>> held_;
  std::vector<std::string> if_none_match_;
  std::string origin_;
  http::Server server_{options(), *this};
  std::thread thread_;
};

}  // namespace gatehouse::verifier
