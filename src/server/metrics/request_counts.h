#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts the answers of the public address by route, method and status.

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "gatehouse/base/counters.h"
#include "gatehouse/web.h"

namespace gatehouse::server {

/// Measures each answer of an app. Routes are named by their templates, and only known methods and statuses
/// are distinguished, so that strangers can neither choose a label nor make new ones (CWE-770). Thread-safe.
class RequestCounts final : public web::AnswerObserver {
 public:
  /// The name of the route of requests that no route answers.
  static constexpr std::string_view no_route = "(none)";
  /// The name of all methods and statuses that are not known.
  static constexpr std::string_view other = "_OTHER";

  /// `threads` is the number of threads that have their own counters.
  explicit RequestCounts(std::size_t threads);

  void begin(std::vector<web::RouteName> routes) override;
  void note_answer(const web::Answered& answered) noexcept override;
  void note_refusal(const web::Request& request, unsigned status) noexcept override;

  /// Requests with the same labels. The views are valid as long as the RequestCounts.
  struct Series {
    std::string_view route;
    std::string_view method;
    std::string_view status;
    Histograms::Reading nanoseconds;
  };
  /// Calls `take` with each series that has at least one request.
  void read(const std::function<void(const Series&)>& take) const;

  /// Returns the bounds of the histograms in nanoseconds.
  [[nodiscard]] static std::vector<std::uint64_t> bounds();

  /// Requests that the server refused itself, with one status.
  struct Refused {
    std::string_view status;
    std::uint64_t count;
  };
  /// Returns those that have happened.
  [[nodiscard]] std::vector<Refused> refused() const;

 private:
  std::size_t threads_;
  std::vector<web::RouteName> routes_;       ///< constant after `begin`
  std::unique_ptr<Histograms> nanoseconds_;  ///< null before `begin`
  Counters refused_;
};

}  // namespace gatehouse::server
