# SPDX-License-Identifier: Apache-2.0
"""Checks an access token of RFC 9068 with python-jose or PyJWT, as a service of its audience does.

usage: python_rfc9068.py jose|jwt   (a JSON object on standard input, one on standard output)
"""
import json
import sys

given = json.load(sys.stdin)
if sys.argv[1] == "jose":
    from jose import jwt
    refusal = jwt.JWTError
else:
    import jwt
    refusal = jwt.PyJWTError

try:
    if jwt.get_unverified_header(given["token"])["typ"] != "at+jwt":
        raise refusal("typ")
    claims = jwt.decode(given["token"], given["key"], algorithms=["HS256"], audience=given["audience"],
                        issuer=given["issuer"])
    json.dump({"claims": claims}, sys.stdout)
except refusal as error:
    json.dump({"refused": type(error).__name__}, sys.stdout)
