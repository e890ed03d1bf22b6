// SPDX-License-Identifier: Apache-2.0
// An exception handler must return the answer.
// expect: gatehouse: what answers an exception returns the answer

#include <gatehouse/web.h>

using namespace gatehouse;

void note(const std::runtime_error&, const web::Request&) {}

void add_routes(web::App& app) { app.on_exception<std::runtime_error>(note); }
