// SPDX-License-Identifier: Apache-2.0
// An answer for exceptions of a type, and of those derived from it.
// compiles

#include <gatehouse/web.h>

#include <new>

using namespace gatehouse;

web::PlainText answer(const std::bad_alloc&, const web::Request&) { return web::PlainText{"later"}; }

void add_routes(web::App& app) { app.on_exception<std::bad_alloc>(answer); }
