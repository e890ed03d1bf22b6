// SPDX-License-Identifier: Apache-2.0
// An uploaded file has no JSON form, so it cannot be part of an answer.
// expect: gatehouse: a member of this struct can be read but not answered

#include <gatehouse/web.h>

using namespace gatehouse;

struct Photo {
  web::UploadFile picture;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (picture))

Photo echo(web::Form<Photo> photo) { return *photo; }

void add_routes(web::App& app) { app.post<echo>("/photos"); }
