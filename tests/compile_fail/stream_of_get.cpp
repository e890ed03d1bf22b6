// SPDX-License-Identifier: Apache-2.0
// A GET has no body, so none can be read as a stream either.
// expect: gatehouse: a GET has no body

#include <gatehouse/web.h>

using namespace gatehouse;

int count(web::BodyStream) { return 0; }

void add_routes(web::App& app) { app.get<count>("/count"); }
