// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/app.h"

#include <utility>

#include "web/app_impl.h"

namespace gatehouse::web {

App::App(ApiInfo info) : impl_(std::make_unique<Impl>(std::move(info))) {}
App::~App() = default;

void App::add_route(detail::Route route) { impl_->routes.push_back(std::move(route)); }

void App::keep_guarding(detail::Guarding guarding) { impl_->guardings.push_back(std::move(guarding)); }

App& App::use(Middleware middleware) {
  impl_->pipeline.use(std::move(middleware));
  return *this;
}

void App::keep_handler(detail::ExceptionHandler handler) { impl_->pipeline.add(std::move(handler)); }

void App::keep_handler(unsigned status, detail::ExceptionHandler handler) {
  impl_->pipeline.add(status, std::move(handler));
}

void App::keep_state(std::size_t index, std::shared_ptr<void> state) {
  auto& states = impl_->shared.states;
  if (states.size() <= index) states.resize(index + 1);
  states[index] = std::move(state);
}

void App::keep_override(const char* key, std::shared_ptr<void> replacement) {
  impl_->shared.overrides[key] = std::move(replacement);
}

result<void, std::string> App::start() { return impl_->start(); }

const std::string& App::openapi() const noexcept { return impl_->documentation->openapi(); }

awaitable<> App::handle(const http::Request& request, http::Response& response) {
  const auto& impl = *impl_;
  response.root_path = impl.root_path_of(request);
  if (impl.observer) return impl.answer_observed(request, response);
  return impl.is_bare ? impl.answer(request, response) : impl.pipeline.run(request, response);
}

App& App::max_body(std::uint64_t most) {
  impl_->max_body = most;
  return *this;
}

App& App::observe(std::shared_ptr<AnswerObserver> observer) {
  impl_->observer = std::move(observer);
  return *this;
}

App& App::on_start(Hook hook) {
  impl_->start_hooks.push_back(std::move(hook));
  return *this;
}

App& App::on_stop(Hook hook) {
  impl_->stop_hooks.push_back(std::move(hook));
  return *this;
}

void App::note_refusal(const http::Request& request, unsigned status) noexcept {
  if (impl_->observer) impl_->observer->note_refusal(request, status);
}

void App::plan_body(const http::Request& request, http::BodyPlan& plan) noexcept {
  try {
    impl_->plan_body(request, plan);
  } catch (...) {
    // Errors in the request are reported when it is handled.
  }
}

}  // namespace gatehouse::web
