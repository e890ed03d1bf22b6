# SPDX-License-Identifier: Apache-2.0
"""All permitted differences and their reasons. An entry that is no longer needed fails the run.

ANSWERS: (requests, what, why): a pattern for the names of requests, and which of "status", "body" and the fields'
names may differ there: from FastAPI 0.92, with pydantic 1, and from a current one, with pydantic 2. ANSWERS_OF_0_92 and
ANSWERS_OF_CURRENT are those of one of them. DOCUMENT: (places, why): a pattern for places in the document of 0.92.
"""

ANSWERS = [
    # --- stricter, so that what is stored is what was sent ---
    (r"^paths: path int 9{30}$", "status body", "an int of ours is 32 bits wide, Python's has no end"),
    (r"^queries: query \?q=a&n=%2B5$", "status body", "\"+5\" is no integer in JSON, and is none here"),
    (r"^odd_bodies: json duplicate$", "status body", "two members of one name: pydantic takes the last, another reader the first"),
    (r"^odd_bodies: json bom$", "status body", "RFC 8259 8.1: no byte order mark"),
    (r"^security: connect ", "status body www-authenticate", "401 with a challenge; and an OpenID token without its scheme"),
    (r"^security: basic ", "www-authenticate", "the challenge says which charset the password is in (RFC 7617 2.1)"),
    # --- HTTP ---
    (r"^files: answer .* head$", "status allow content-type content-disposition", "GET answers HEAD too (RFC 9110 9.3.2)"),
    (r"", "vary", "an answer that would be compressed for others varies by Accept-Encoding even where it was not (RFC 9110 12.5.5)"),
    (r"^routing: ", "location", "relative to the origin, so that it holds behind any proxy"),
    (r"^routing: ", "allow", "GET answers HEAD too, and Allow says so"),
    (r"^naughty: naughty path ", "status body", "%2F belongs to its segment (RFC 3986 2.2); Starlette takes it for a slash"),
]

ANSWERS_OF_0_92 = [
    # --- stricter ---
    (r"^paths: path clock 12$", "status body", "\"12\" is not read as 12 seconds after midnight"),
    (r"^json_bodies: /bodies/item (2|15|19|22|23) |^json_bodies: /bodies/(map 4|optional 3) |^json_bodies: (patch 5|part 20|put 3)",
     "status body", "a list is no object, a number no text: pydantic makes the one from the other"),
    (r"^odd_bodies: json nan$", "body", "NaN is no JSON"),
    (r"^security: bearer ", "status body www-authenticate", "401 with a challenge (RFC 9110 15.5.2), where FastAPI has 403"),
    (r"^security: key-", "status www-authenticate", "401 with a challenge, where FastAPI has 403"),
    # --- where FastAPI fails ---
    (r"^queries: query \?q=a&ratio=(1e400|nan)$|^odd_bodies: json big number$", "status body content-type",
     "FastAPI reads infinity, cannot write it, and answers 500"),
    # --- words ---
    (r"^odd_bodies: json ", "body", "what the JSON parser says, and where it stopped, is the parser's own; the text is not sent back"),
    (r"^json_bodies: /bodies/owner (3|11) ", "body", "no message repeats the value that was refused"),
    # --- HTTP ---
    (r"^files: file nothing$", "status body", "a form without parts is a form without fields, not a malformed one"),
]

ANSWERS_OF_CURRENT = [
    # --- texts that are dates and times: ours are those of the guide's application ---
    (r"^paths: path date (2024-2-9|2024-1-1)$|^paths: path clock 1:2(:3)?$", "status body", "pydantic 2 wants two digits"),
    (r"^paths: path date 2024-01-01T00:00$", "status body", "pydantic 2 takes midnight for its day"),
    (r"^paths: path clock 12:30:15,5$", "status body", "pydantic 2 takes a comma for a point"),
    (r"^paths: path span (-?[\d.]+|-?1%2002:03:04|-1:30|1:-2|PT?)$", "status body",
     "pydantic 2 wants a unit, \"days\" in words, two digits, and something after P"),
    (r"^paths: path span (P3W|1%20days%2002:03:04|1d)$", "status body", "pydantic 2 reads weeks, and days without a comma or in short"),
    # --- where FastAPI writes something else than it read ---
    (r"^queries: query \?q=a&ratio=(1e400|nan)$|^odd_bodies: json big number$", "status body", "FastAPI reads infinity or NaN, and answers null"),
    (r"^odd_bodies: json nan$", "status body content-type", "FastAPI reads NaN, cannot write it in the error, and answers 500"),
    # --- HTTP ---
    (r"^odd_bodies: type none$", "status body", "FastAPI no longer takes a body without a type for JSON"),
]

DOCUMENT = [
    (r"^/openapi$|^/servers$", "3.1, with a server, as redocly asks"),
    (r"/security$", "an operation that is open says so: []"),
    (r"~security~[^/]*/get/responses/(401|403)$", "what a guarded operation refuses with is documented"),
    (r"/grant_type/pattern$", "anchored, so that it means what it says"),
    (r"~created/post/responses/201/headers$", "Created documents its Location"),
    (r"~optional/post/requestBody/required$", "false is written, not left out"),
    (r"/query:item-query/schema/description$", "a parameter's description stands at the parameter alone, not also in its schema"),
    (r"~(list|map|optional)/post/(requestBody|responses/200)/content/application~json/schema/title$|/get/responses/200/content/application~json/schema/title$",
     "lists and maps have no title made of the operation's name"),
    (r"/schemas/Colour/description$", "pydantic describes every enumeration as \"An enumeration.\""),
]
