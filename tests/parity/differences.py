# SPDX-License-Identifier: Apache-2.0
"""All permitted differences and their reasons. An entry that is no longer needed fails the run.

ANSWERS: (requests, what, why): a pattern for the names of requests, and which of "status", "body" and the fields'
names may differ there. DOCUMENT: (places, why): a pattern for places in the document.
"""

ANSWERS = [
    # --- stricter, so that what is stored is what was sent ---
    (r"^paths: path int 9{30}$", "status body", "an int of ours is 32 bits wide, Python's has no end"),
    (r"^queries: query \?q=a&n=%2B5$", "status body", "\"+5\" is no integer in JSON, and is none here"),
    (r"^paths: path clock 12$", "status body", "\"12\" is not read as 12 seconds after midnight"),
    (r"^json_bodies: /bodies/item (2|15|19|22|23) |^json_bodies: /bodies/(map 4|optional 3) |^json_bodies: (patch 5|put 3)",
     "status body", "a list is no object, a number no text: pydantic makes the one from the other"),
    (r"^odd_bodies: json duplicate$", "status body", "two members of one name: pydantic takes the last, another reader the first"),
    (r"^odd_bodies: json bom$", "status body", "RFC 8259 8.1: no byte order mark"),
    (r"^odd_bodies: json nan$", "body", "NaN is no JSON"),
    (r"^security: bearer (Bearer|Bearer )$", "status www-authenticate", "401 says that credentials are missing, and which (RFC 9110 15.5.2)"),
    (r"^security: (bearer|connect) ", "status body www-authenticate", "401 with a challenge; and an OpenID token without its scheme"),
    (r"^security: key-", "status www-authenticate", "401 with a challenge (RFC 9110 15.5.2), where FastAPI has 403"),
    (r"^security: basic ", "www-authenticate", "the challenge says which charset the password is in (RFC 7617 2.1)"),
    # --- where FastAPI fails ---
    (r"^queries: query \?q=a&ratio=(1e400|nan)$|^odd_bodies: json big number$", "status body content-type",
     "FastAPI reads infinity, cannot write it, and answers 500"),
    # --- words ---
    (r"^odd_bodies: json ", "body", "what the JSON parser says, and where it stopped, is the parser's own; the text is not sent back"),
    (r"^json_bodies: /bodies/owner (3|11) ", "body", "no message repeats the value that was refused"),
    # --- HTTP ---
    (r"^files: answer .* head$", "status allow content-type content-disposition", "GET answers HEAD too (RFC 9110 9.3.2)"),
    (r"^files: file nothing$", "status body", "a form without parts is a form without fields, not a malformed one"),
    (r"", "vary", "an answer that would be compressed for others varies by Accept-Encoding even where it was not (RFC 9110 12.5.5)"),
    (r"^routing: ", "location", "relative to the origin, so that it holds behind any proxy"),
    (r"^routing: ", "allow", "GET answers HEAD too, and Allow says so"),
    (r"^naughty: naughty path ", "status body", "%2F belongs to its segment (RFC 3986 2.2); Starlette takes it for a slash"),
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
