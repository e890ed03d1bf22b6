// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/test_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <stdexcept>

namespace gatehouse::web {

TestClient::TestClient(App& app) : app_(app) {
  if (const auto started = app_.start(); !started) throw std::logic_error(started.error());
}

http::Response TestClient::request(std::string_view method, std::string_view target, std::string_view body,
                                   const Fields& fields) {
  http::Request request;
  request.method = method;
  request.target = target;
  const auto question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  request.query = target.substr(std::min(question + 1, target.size()));
  request.body = body;
  request.remote_address = "127.0.0.1";
  request.id = "test";
  for (const auto& [name, value] : fields) request.fields.push_back({name, value});
  http::Response response;
  boost::asio::io_context context{1};
  std::exception_ptr failure;
  boost::asio::co_spawn(context, app_.handle(request, response),
                        [&failure](const std::exception_ptr& thrown) { failure = thrown; });
  context.run();
  if (failure) std::rethrow_exception(failure);
  return response;
}

http::Response TestClient::post_json(std::string_view target, std::string_view json) {
  return request("POST", target, json, {{"Content-Type", "application/json"}});
}

http::Response TestClient::post_form(std::string_view target, std::string_view form) {
  return request("POST", target, form, {{"Content-Type", "application/x-www-form-urlencoded"}});
}

}  // namespace gatehouse::web
