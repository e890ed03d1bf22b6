#pragma once
// SPDX-License-Identifier: Apache-2.0
// The library's front door: what is named here is promised, what isn't may change.

#include "gatehouse/web/answers.h"
#include "gatehouse/web/api_key.h"
#include "gatehouse/web/app.h"
#include "gatehouse/web/background.h"
#include "gatehouse/web/compression.h"
#include "gatehouse/web/cors.h"
#include "gatehouse/web/file_answer.h"
#include "gatehouse/web/http_auth.h"
#include "gatehouse/web/http_error.h"
#include "gatehouse/web/names.h"
#include "gatehouse/web/optional_scheme.h"
#include "gatehouse/web/parameters.h"
#include "gatehouse/web/resource.h"
#include "gatehouse/web/router.h"
#include "gatehouse/web/security.h"
#include "gatehouse/web/security_scopes.h"
#include "gatehouse/web/stream_answer.h"
#include "gatehouse/web/test_client.h"
#include "gatehouse/web/timing.h"
#include "gatehouse/web/trusted_hosts.h"
