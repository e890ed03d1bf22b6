# SPDX-License-Identifier: Apache-2.0
"""Checks or makes one token with python-jose or PyJWT, with the calls of the original application.

usage: python_tokens.py jose|jwt decode|create   (a JSON object on standard input, one on standard output)
"""
import json
import sys
from datetime import datetime, timedelta
from typing import Any, Union

ACCESS_TOKEN_EXPIRE_MINUTES = 30
ALGORITHM = "HS256"

library, action = sys.argv[1:]
given = json.load(sys.stdin)
if library == "jose":
    from jose import jwt
    refusal = jwt.JWTError
else:
    import jwt
    refusal = jwt.PyJWTError
JWT_SECRET_KEY = given["key"]


def create_access_token(subject: Union[str, Any], expires_delta: int = None) -> str:
    if expires_delta is not None:
        expires_delta = datetime.utcnow() + expires_delta
    else:
        expires_delta = datetime.utcnow() + timedelta(minutes=ACCESS_TOKEN_EXPIRE_MINUTES)

    to_encode = {"exp": expires_delta, "sub": str(subject)}
    encoded_jwt = jwt.encode(to_encode, JWT_SECRET_KEY, ALGORITHM)
    return encoded_jwt


if action == "create":
    json.dump({"token": create_access_token(given["subject"])}, sys.stdout)
else:
    try:
        json.dump({"claims": jwt.decode(given["token"], JWT_SECRET_KEY, algorithms=[ALGORITHM])}, sys.stdout)
    except refusal as error:
        json.dump({"refused": type(error).__name__}, sys.stdout)
