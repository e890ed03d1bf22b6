// SPDX-License-Identifier: Apache-2.0
#include "server/metrics/request_counts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <utility>

namespace gatehouse::server {
namespace {

constexpr std::array<unsigned, 24> statuses{200, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400,
                                            401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 431, 500};
constexpr std::array<std::string_view, 26> status_names{
    "200", "201", "202", "204", "206", "301", "302", "303", "304", "307", "308", "400", "401",
    "403", "404", "405", "408", "409", "413", "415", "422", "429", "431", "500", "503", RequestCounts::other};
constexpr std::array<std::string_view, 10> methods{
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", RequestCounts::other};

constexpr std::size_t index_of_status(unsigned status) noexcept {
  if (status == 503) return statuses.size();
  const auto found = std::ranges::lower_bound(statuses, status);
  if (found == statuses.end() || *found != status) return statuses.size() + 1;
  return static_cast<std::size_t>(found - statuses.begin());
}
static_assert(status_names[index_of_status(200)] == "200" && status_names[index_of_status(500)] == "500" &&
              status_names[index_of_status(503)] == "503" &&
              status_names[index_of_status(299)] == RequestCounts::other);

std::size_t index_of_method(std::string_view method) noexcept {
  const auto found = std::ranges::find(methods, method);
  return std::min(static_cast<std::size_t>(found - methods.begin()), methods.size() - 1);
}

}  // namespace

RequestCounts::RequestCounts(std::size_t threads) : threads_(threads), refused_(status_names.size()) {}

std::vector<std::uint64_t> RequestCounts::bounds() {
  constexpr std::uint64_t microsecond = 1000;
  std::vector<std::uint64_t> bounds;
  for (const auto us :
       std::initializer_list<std::uint64_t>{50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000,
                                            100'000, 250'000, 500'000, 1'000'000, 2'500'000, 10'000'000}) {
    bounds.push_back(us * microsecond);
  }
  return bounds;
}

void RequestCounts::begin(std::vector<web::RouteName> routes) {
  routes_ = std::move(routes);
  const auto series = (routes_.size() + methods.size()) * status_names.size();
  nanoseconds_ = std::make_unique<Histograms>(bounds(), series, threads_);
}

void RequestCounts::note_answer(const web::Answered& answered) noexcept {
  const auto row = answered.route < routes_.size()
                       ? answered.route
                       : routes_.size() + index_of_method(answered.request.method);
  nanoseconds_->add(row * status_names.size() + index_of_status(answered.status),
                    static_cast<std::uint64_t>(answered.duration.count()));
}

void RequestCounts::note_refusal(const web::Request& /*request*/, unsigned status) noexcept {
  refused_.add(index_of_status(status));
}

void RequestCounts::read(const std::function<void(const Series&)>& take) const {
  for (std::size_t row = 0; nanoseconds_ && row < routes_.size() + methods.size(); ++row) {
    const bool is_route = row < routes_.size();
    for (std::size_t status = 0; status < status_names.size(); ++status) {
      auto reading = nanoseconds_->read(row * status_names.size() + status);
      if (reading.count() == 0) continue;
      take({is_route ? std::string_view{routes_[row].path} : no_route,
            is_route ? std::string_view{routes_[row].method} : methods[row - routes_.size()],
            status_names[status], std::move(reading)});
    }
  }
}

std::vector<RequestCounts::Refused> RequestCounts::refused() const {
  std::vector<Refused> all;
  for (std::size_t i = 0; i < status_names.size(); ++i) {
    if (const auto count = refused_.sum(i); count > 0) all.push_back({status_names[i], count});
  }
  return all;
}

}  // namespace gatehouse::server
