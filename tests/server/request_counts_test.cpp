// SPDX-License-Identifier: Apache-2.0
#include "server/metrics/request_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gatehouse::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Fixture {
  Fixture() { counts.begin({{"GET", "/me"}, {"DELETE", "/sessions/{id}"}}); }

  void answer(std::size_t route, std::string_view method, unsigned status,
              std::chrono::nanoseconds duration = std::chrono::microseconds{70}) {
    web::Request request;
    request.method = method;
    counts.note_answer({route, request, status, duration});
  }
  [[nodiscard]] std::vector<std::string> series() const {
    std::vector<std::string> all;
    counts.read([&](const RequestCounts::Series& one) {
      all.push_back(std::string{one.route} + ' ' + std::string{one.method} + ' ' + std::string{one.status} +
                    ' ' + std::to_string(one.nanoseconds.count()));
    });
    return all;
  }

  RequestCounts counts{4};
};

TEST(RequestCounts, ReportOnlyWhatHasHappened) {
  Fixture fixture;
  EXPECT_THAT(fixture.series(), IsEmpty());
  EXPECT_THAT(fixture.counts.refused(), IsEmpty());
}

TEST(RequestCounts, NameRoutesByTheirTemplates) {
  Fixture fixture;
  fixture.answer(0, "GET", 200);
  fixture.answer(0, "GET", 200);
  fixture.answer(1, "DELETE", 404);
  EXPECT_THAT(fixture.series(), ElementsAre("/me GET 200 2", "/sessions/{id} DELETE 404 1"));
}

TEST(RequestCounts, CountWhatIsNotKnownTogether) {
  Fixture fixture;
  fixture.answer(web::Response::no_route, "GET", 404);
  fixture.answer(web::Response::no_route, "BREW", 405);
  fixture.answer(web::Response::no_route, "get", 405);
  fixture.answer(0, "GET", 299);
  fixture.answer(0, "GET", 999);
  fixture.answer(0, "GET", 503);
  EXPECT_THAT(fixture.series(),
              ElementsAre("/me GET 503 1", "/me GET _OTHER 2", "(none) GET 404 1", "(none) _OTHER 405 2"));
}

TEST(RequestCounts, MeasureTheTime) {
  Fixture fixture;
  fixture.answer(0, "GET", 200, std::chrono::microseconds{70});
  fixture.answer(0, "GET", 200, std::chrono::seconds{20});
  fixture.counts.read([](const RequestCounts::Series& one) {
    EXPECT_EQ(one.nanoseconds.counts.at(1), 1U) << "more than 50 and at most 100 microseconds";
    EXPECT_EQ(one.nanoseconds.counts.back(), 1U);
    EXPECT_EQ(one.nanoseconds.sum, 20'000'070'000U);
  });
}

TEST(RequestCounts, CountRefusalsByStatus) {
  Fixture fixture;
  for (const unsigned status : {431U, 400U, 431U, 499U}) fixture.counts.note_refusal({}, status);
  std::vector<std::string> all;
  for (const auto& [status, count] : fixture.counts.refused()) {
    all.push_back(std::string{status} + ' ' + std::to_string(count));
  }
  EXPECT_THAT(all, ElementsAre("400 1", "431 2", "_OTHER 1"));
}

}  // namespace
}  // namespace gatehouse::server
