// SPDX-License-Identifier: Apache-2.0
// 204 means that there is no body.
// expect: gatehouse: an answer with a body has a status of 200 to 599, and none of 204, 205 and 304

#include <gatehouse/web.h>

using namespace gatehouse;

web::Answer<204, web::PlainText> leave() { return web::Answer<204, web::PlainText>{web::PlainText{"bye"}}; }

void add_routes(web::App& app) { app.delete_<leave>("/me"); }
