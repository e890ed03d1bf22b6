# SPDX-License-Identifier: Apache-2.0
"""The requests to both applications, as (name, method, target, headers, body). Names are unique."""

import base64
import json
import urllib.parse
from pathlib import Path

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NAUGHTY = Path(__file__).resolve().parents[1] / "data" / "naughty_strings" / "blns.json"


def quoted(value):
    return urllib.parse.quote(value, safe="")


def paths():
    values = {
        "int": ["0", "7", "-3", "2147483647", "007", "1.5", "x", "", "1e3", "0x10", "--1", "1%202", "9" * 30],
        "float": ["0", "1.5", "-2.25", "1e3", "x", "1,5", ".5", "5."],
        "bool": ["true", "True", "1", "on", "YES", "t", "y", "false", "0", "off", "No", "f", "n", "2", "maybe", "tru"],
        "text": ["plain", "with%20space", "%C3%A9t%C3%A9", "a%2Bb", "a+b", "%E2%82%AC", "%F0%9F%98%80", "a;b", "a,b", "..."],
        "uuid": ["7d444840-9dc0-11d1-b245-5ffdce74fad2", "7D444840-9DC0-11D1-B245-5FFDCE74FAD2", "x", "7d444840",
                 "7d444840-9dc0-11d1-b245-5ffdce74fad", "7d444840-9dc0-11d1-b245-5ffdce74fadg"],
        "colour": ["red", "green", "blue", "RED", "purple", "re"],
        "date": ["2024-02-29", "2023-02-29", "2024-2-9", "2024-13-01", "x", "2024-01-01T00:00", "24-01-01", "2024-1-1", "2024-001-01", "2024-01-32",
                 "0000-01-01", "9999-12-31", "2024/01/01", "20240101T", "2024-01-01Z", "%202024-01-01", "2024-01-01%20"],
        "clock": ["12:30", "12:30:15", "12:30:15.25", "00:00", "23:59:59.999999", "24:00", "12:60", "x", "12", "1:2", "1:2:3", "12:30:60", "12:30:15.1234567", "12:30:15,5", "12:30:", "12:30:15.",
                  "-1:30", "T12:30"],
        "span": ["5", "1.5", "PT1M", "P1DT2H3M4S", "01:02:03", "x", "-3", "P3W", "1%2002:03:04", "-1%2002:03:04", "1%20day,%2002:03:04", "2%20days,%2002:03:04", "1%20days%2002:03:04",
                 "-1:30", "-0.5", "1:-2", "1:-2:3", "1:2:-3", "+5", "1.1234567", "1.", ".5", "P", "PT", "-P1D", "+PT1S", "PT0.5S", "P1DT", "1d",
                 "00:00:00.000001"],
    }
    for kind, texts in values.items():
        for text in texts:
            yield f"path {kind} {text}", "GET", f"/params/{kind}/{text}", {}, None
    for text in ["a", "a/b/c.txt", "a//b", "", "/", "a/", "a%20b/%C3%A9", "a%2Fb", "..", "a;b/c"]:
        yield f"rest {text}", "GET", f"/params/rest/{text}", {}, None
    for left, right in ("1", "2"), ("1", "10"), ("x", "-1"), ("x", "y"), ("-5", "9"):
        yield f"pair {left} {right}", "GET", f"/params/pair/{left}/and/{right}", {}, None


def queries():
    texts = ["", "q=a", "q=", "q", "q=a&n=5", "q=a&n=x", "q=a&n=", "q=a&n=1&n=2", "q=a&flag=on", "q=a&flag=TRUE", "q=a&flag=2",
             "q=a&flag=", "q=a&ratio=0.5", "q=a&ratio=x", "q=a&colour=green", "q=a&colour=grey", "n=x&flag=x&ratio=x&colour=x",
             "q=a%20b", "q=a+b", "q=%C3%A9", "q=a&unknown=1", "q=a&q=b", "q=%26%3D", "&&q=a&&", "q=a=b", "q=a;n=3", "Q=a",
             "q=a&ratio=1e400", "q=a&ratio=nan", "q=a&n=-0", "q=a&n=%2B5", "q=%zz"]
    for text in texts:
        yield f"query ?{text}", "GET", f"/params/query?{text}", {}, None
    for text in ["name=ab", "name=a", "name=abcdef", "name=abcde", "name=%C3%A9%C3%A9", "name=ab&page=0", "name=ab&page=1",
                 "name=ab&page=100", "name=ab&page=101", "name=ab&page=x", "name=ab&code=abc", "name=ab&code=abcd",
                 "name=ab&code=ABC", "name=ab&code=", "name=ab&share=0.5", "name=ab&share=0", "name=ab&share=1",
                 "name=ab&share=x", "page=0&name=a&code=x&share=2", ""]:
        yield f"limits ?{text}", "GET", f"/params/limits?{text}", {}, None
    for text in ["ids=1", "ids=1&ids=2", "ids=x", "ids=1&ids=x&ids=3", "", "ids=1&tags=a", "ids=1&tags=a&tags=b", "tags=a",
                 "ids=", "ids=1,2"]:
        yield f"list ?{text}", "GET", f"/params/list?{text}", {}, None
    for text in ["item-query=a", "item_query=a", ""]:
        yield f"alias ?{text}", "GET", f"/params/alias?{text}", {}, None


def headers_and_cookies():
    for fields in [{}, {"X-Token": "a"}, {"x-token": "a"}, {"X-TOKEN": "a", "X-Count": "5"}, {"X-Token": "a", "X-Count": "x"},
                   {"X-Count": "x"}, {"X-Token": ""}, {"X-Token": "a b  c"}]:
        yield f"header {fields}", "GET", "/params/header", fields, None
    for cookie in [None, "session=abc", "session=abc; visits=5", "visits=x", "visits=5", "other=1", "session=", "session=a=b",
                   "session=abc;visits=7"]:
        yield f"cookie {cookie}", "GET", "/params/cookie", {"Cookie": cookie} if cookie else {}, None
    for value in "1", "":
        yield f"blocked {value!r}", "GET", "/params/int/1", {"X-Blocked": value}, None
    yield "blocked and wrong", "GET", "/params/int/x", {"X-Blocked": "1"}, None


ITEM = {"name": "lamp", "price": 12.5, "tags": [], "stock": {}}
IMAGE = {"url": "/1.png", "name": "one"}
LIMITED = {"word": "abc", "code": "AB", "whole": 5, "open": 1.5, "fives": 10, "few": [1], "once": [1, 2]}


def without(value, *names):
    return {name: each for name, each in value.items() if name not in names}


def json_bodies():
    bodies = {
        "/bodies/item": [ITEM, {}, [], "x", 5, None, True, {**ITEM, "tax": 1}, {**ITEM, "tax": None}, {**ITEM, "extra": 1},
                         {**ITEM, "name": None}, {**ITEM, "price": "x"}, {**ITEM, "price": None}, {**ITEM, "tags": ["a", "b"]},
                         {**ITEM, "tags": "a"}, {**ITEM, "tags": [1.5, None]}, {**ITEM, "tags": None}, {**ITEM, "stock": {"a": 1}},
                         {**ITEM, "stock": {"a": "x", "b": None}}, {**ITEM, "stock": []}, {**ITEM, "image": IMAGE},
                         {**ITEM, "image": {}}, {**ITEM, "image": []}, {**ITEM, "image": {"url": 1.5}}, without(ITEM, "name"),
                         without(ITEM, "name", "price", "tags", "stock"), {**ITEM, "price": 1e308}, {**ITEM, "price": -0.0},
                         {**ITEM, "name": "é€😀"}, {**ITEM, "name": ""}, {**ITEM, "name": "a\u0000b"}, {**ITEM, "name": "x" * 5000},
                         {**ITEM, "name": ["x"]}, {**ITEM, "name": {"a": 1}}, {**ITEM, "price": []}, {**ITEM, "price": {}},
                         {"name": None, "price": None, "tags": None, "stock": None}],
        "/bodies/strict": [{"name": "a"}, {"name": "a", "size": 3}, {"name": "a", "other": 1}, {"other": 1}, {"name": "a", "size": "x"}],
        "/bodies/renamed": [{"unitPrice": 5}, {"unitPrice": 5, "count": 3, "labels": ["a"]}, {"unit_price": 5}, {},
                            {"unitPrice": 5, "count": None}, {"unitPrice": 5, "labels": None}, {"unitPrice": "x", "count": "x"}],
        "/bodies/limited": [LIMITED, {**LIMITED, "word": "a"}, {**LIMITED, "word": "abcde"}, {**LIMITED, "word": "éé"},
                            {**LIMITED, "code": "ab"}, {**LIMITED, "code": "ABCD"}, {**LIMITED, "code": ""}, {**LIMITED, "whole": -1},
                            {**LIMITED, "whole": 11}, {**LIMITED, "whole": 0}, {**LIMITED, "open": 0}, {**LIMITED, "open": 10.5},
                            {**LIMITED, "open": 10.499}, {**LIMITED, "fives": 7}, {**LIMITED, "fives": 0}, {**LIMITED, "fives": -5},
                            {**LIMITED, "few": []}, {**LIMITED, "few": [1, 2, 3, 4]}, {**LIMITED, "few": ["x"]}, {**LIMITED, "few": 1},
                            {**LIMITED, "once": [2, 1, 2]}, {**LIMITED, "once": []}, {**LIMITED, "once": "x"}, {**LIMITED, "once": ["x"]}, {}],
        "/bodies/times": [{}, {"date": "2024-02-29"}, {"date": "2023-02-29"}, {"date": None}, {"clock": "12:30"},
                          {"clock": "12:30:15.5"}, {"clock": "25:00"}, {"span": 5}, {"span": 1.5}, {"span": "PT1H"}, {"span": "x"},
                          {"span": -1}, {"date": "x", "clock": "x", "span": "x"}, {"date": []}, {"clock": {}}, {"span": []}],
        "/bodies/owner": [{"name": "a", "pet": {"kind": "cat", "lives": 9}}, {"name": "a", "pet": {"kind": "dog", "bark": "wow"}},
                          {"name": "a", "pet": {"kind": "hound", "bark": "wow"}}, {"name": "a", "pet": {"kind": "cow"}},
                          {"name": "a", "pet": {"kind": "cat"}}, {"name": "a", "pet": {"kind": "cat", "lives": "x"}},
                          {"name": "a", "pet": {"lives": 9}}, {"name": "a", "pet": 5}, {"name": "a", "pet": None}, {"name": "a"},
                          {"pet": {"kind": "dog"}}, {"name": "a", "pet": {"kind": None}}],
        "/bodies/either": [{"value": 3}, {"value": ["a", "b"]}, {"value": []}, {"value": "x"}, {"value": {}}, {"value": None}, {},
                           {"value": [None]}],
        "/bodies/list": [[], [IMAGE], [IMAGE, IMAGE], [IMAGE, {}], {}, "x", [5], None],
        "/bodies/map": [{}, {"a": 1}, {"a": "x"}, {"é": 2}, [], {"a": None}, {"a": {"b": 1}}],
        "/bodies/optional": [IMAGE, {}, None, []],
        "/bodies/checked": [{"start": 2, "end": 3}, {"start": 3, "end": 5}, {"start": 4, "end": 3}, {"start": 3, "end": 1}, {"start": "x", "end": 1}, {"end": 1}],
        "/bodies/any": [{"value": value} for value in (1, 1.5, "x", None, True, [], {}, [1, {"a": [None]}], "é😀", -5, {"a": {"b": {"c": 1}}})] + [{}],
    }
    for path, values in bodies.items():
        for number, value in enumerate(values):
            text = json.dumps(value)
            yield f"{path} {number} {text[:60]}", "POST", path, JSON, text
    for number, (target, value) in enumerate([("/bodies/item/1", ITEM), ("/bodies/item/x", ITEM), ("/bodies/item/1?urgent=on", ITEM),
                                              ("/bodies/item/x?urgent=x", {}), ("/bodies/item/1?urgent=maybe", ITEM)]):
        yield f"put {number} {target}", "PUT", target, JSON, json.dumps(value)
    for number, value in enumerate([{}, {"name": "a"}, {"price": 1}, {"name": None}, {"price": "x"}, []]):
        yield f"patch {number}", "PATCH", "/bodies/item/1", JSON, json.dumps(value)
    for number, value in enumerate([{}, {"name": "desk"}, {"count": 9}, {"tax": None}, {"tax": 1.5, "tags": []}, {"tags": ["c"], "name": "desk"},
                                    {"image": IMAGE}, {"image": {"url": "/2.png"}}, {"name": "x"}, {"name": "x" * 9}, {"name": None}, {"count": None},
                                    {"tags": None}, {"image": None}, {"count": "x"}, {"unknown": 1}, {"unknown": 1, "count": 4}, {"tags": [None]},
                                    {"name": "x", "count": "x", "image": {}}, None, [], 5]):
        yield f"part {number}", "PATCH", "/bodies/part", JSON, json.dumps(value)
    yield "part empty", "PATCH", "/bodies/part", JSON, ""
    for number in "1", "x":
        yield f"delete {number}", "DELETE", f"/bodies/item/{number}", {}, None


def odd_bodies():
    good = json.dumps(ITEM)
    for name, text in {"empty": "", "space": "  ", "cut": good[:-1], "word": "nope", "twice": good + good, "comma": good[:-1] + ",}",
                       "single quotes": "{'a':1}", "comment": good + "// x", "nan": '{"name":NaN}', "control": '{"name":"a\nb"}',
                       "lone brace": "{", "bom": "\ufeff" + good, "leading space": " \r\n" + good, "trailing space": good + "\n\n",
                       "escape": '{"name":"\\u00e9\\n","price":1,"tags":[],"stock":{}}', "big number": '{"name":"a","price":1e999,"tags":[],"stock":{}}',
                       "deep": "[" * 40 + "]" * 40, "duplicate": '{"name":"a","name":"b","price":1,"tags":[],"stock":{}}'}.items():
        yield f"json {name}", "POST", "/bodies/item", JSON, text
    for type_ in ["application/json; charset=utf-8", "application/vnd.api+json", "APPLICATION/JSON", "text/plain", "application/xml",
                  "application/x-www-form-urlencoded"]:
        yield f"type {type_}", "POST", "/bodies/item", {"Content-Type": type_}, good
    yield "type none", "POST", "/bodies/item", {}, good
    yield "no body", "POST", "/bodies/item", {}, None
    yield "no optional body", "POST", "/bodies/optional", {}, None


def forms():
    for text in ["name=a&age=5", "name=a&age=5&note=x", "name=a", "age=5", "", "name=&age=5", "name=a&age=x", "name=a+b&age=5",
                 "name=%C3%A9&age=5", "name=a&age=5&note=", "name=a&name=b&age=5", "name=a&age=5&other=1", "name=a&age=", "name=a%26b&age=5"]:
        yield f"form {text}", "POST", "/bodies/form", FORM, text
    boundary = "xyz"
    multipart = {"Content-Type": f"multipart/form-data; boundary={boundary}"}

    def part(name, value):
        return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'

    end = f"--{boundary}--\r\n"
    yield "multipart", "POST", "/bodies/form", multipart, part("name", "a") + part("age", "5") + end
    yield "multipart lacks", "POST", "/bodies/form", multipart, part("name", "a") + end
    yield "multipart wrong", "POST", "/bodies/form", multipart, part("name", "a") + part("age", "x") + end
    yield "multipart utf-8", "POST", "/bodies/form", multipart, part("name", "é") + part("age", "5") + end
    yield "form as json", "POST", "/bodies/form", JSON, '{"name":"a","age":5}'
    for text in ["username=a&password=b", "grant_type=password&username=a&password=b", "grant_type=other&username=a&password=b",
                 "username=a", "", "username=a&password=b&scope=x+y&client_id=c&client_secret=d"]:
        yield f"login {text}", "POST", "/bodies/login", FORM, text


def answers():
    yield "created", "POST", "/answers/created", JSON, json.dumps(IMAGE)
    yield "not created", "POST", "/answers/created", JSON, "{}"
    yield "nothing", "DELETE", "/answers/nothing", {}, None
    for target in ["redirect", "plain", "html", "either/1", "either/2", "either/x", "sparse", "sparse?sometimes=3", "sparse?sometimes=x",
                   "cookie", "fields", "error/400", "error/418", "error/499", "error/399", "error/500", "error/x", "detail", "custom",
                   "custom?name=chairs", "old", "large?size=10", "large?size=-1", "large?size=499"]:
        yield f"answer {target}", "GET", f"/answers/{target}", {}, None
    for size in "10", "600", "20000":
        for accept in "gzip", "gzip, deflate", "identity", "br":
            yield f"large {size} {accept}", "GET", f"/answers/large?size={size}", {"Accept-Encoding": accept}, None


def files():
    boundary = "xyz"
    multipart = {"Content-Type": f"multipart/form-data; boundary={boundary}"}

    def part(head, value):
        return f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n"

    def text_file(name, filename, value):
        return part(f'name="{name}"; filename="{filename}"\r\nContent-Type: text/plain', value)

    end = f"--{boundary}--\r\n"
    note = part('name="note"', "n")
    one, other = text_file("file", "a.txt", "hello"), text_file("others", "b.txt", "x")
    for name, body in {"one": one + other + note + end, "several": one + other * 3 + note + end, "large": text_file("file", "l.txt", "y" * 400000) + other + note + end,
                       "no file": other + note + end, "no others": one + note + end, "no note": one + other + end, "text for file": part('name="file"', "x") + other + note + end,
                       "empty": text_file("file", "e.txt", "") + other + note + end, "nothing": end,
                       "utf-8 name": text_file("file", "é.txt", "hello") + other + note + end}.items():
        yield f"file {name}", "POST", "/bodies/file", multipart, body
    yield "file as form", "POST", "/bodies/file", FORM, "file=a&note=b"
    for name, body in {"short": "hello", "empty": "", "utf-8": "é😀", "long": "z" * 100000}.items():
        yield f"raw {name}", "PUT", "/bodies/raw", {"Content-Type": "text/plain"}, body
    for target in "file", "no-file", "stream":
        yield f"answer {target}", "GET", f"/answers/{target}", {}, None
        yield f"answer {target} head", "HEAD", f"/answers/{target}", {}, None
        yield f"answer {target} gzip", "GET", f"/answers/{target}", {"Accept-Encoding": "gzip"}, None
    for number in "1", "2", "x":
        yield f"later {number}", "POST", f"/answers/later?n={number}", {}, None
    yield "done", "GET", "/answers/done", {}, None


def dependencies():
    for target in ["cached", "fresh", "few", "few?size=3", "few?size=7", "few?size=x", "many", "many?size=30", "many?size=900"]:
        yield f"deps {target}", "GET", f"/deps/{target}", {}, None
    yield "journal", "POST", "/deps/journal?n=1", {}, None
    yield "journal read", "GET", "/deps/journal", {}, None
    yield "journal empty", "GET", "/deps/journal", {}, None
    for target in ["/deps/guarded", "/vault/gold", "/vault/silver/47", "/vault/silver/x"]:
        for fields in {}, {"X-Key": "sesame"}, {"X-Key": "other"}:
            yield f"guard {target} {fields}", "GET", target, fields, None


def security():
    basic = base64.b64encode(b"ada:secret").decode()
    for target in ["oauth2", "bearer", "basic", "connect", "items", "users"]:
        for value in [None, "Bearer ada", "bearer ada", "Bearer admin", "Bearer", "Bearer ", "Basic " + basic, "basic " + basic, "Basic x",
                      "Digest x", "ada"]:
            yield f"{target} {value}", "GET", f"/security/{target}", {"Authorization": value} if value else {}, None
    for target, place in ("key-header", "X-Api-Key"), ("optional", "X-Api-Key"):
        for value in None, "k", "":
            yield f"{target} {value!r}", "GET", f"/security/{target}", {} if value is None else {place: value}, None
    for query in "", "?api_key=k", "?api_key=", "?api_key=a&api_key=b":
        yield f"key-query {query}", "GET", f"/security/key-query{query}", {}, None
    for cookie in None, "api_key=k", "other=k", "api_key=":
        yield f"key-cookie {cookie}", "GET", "/security/key-cookie", {"Cookie": cookie} if cookie else {}, None


def routing():
    for method, target in [("GET", "/nowhere"), ("POST", "/nowhere"), ("GET", "/params"), ("GET", "/params/query/"), ("GET", "/params/int/1/"),
                           ("POST", "/params/query"), ("PUT", "/params/int/1"), ("DELETE", "/bodies/item"), ("GET", "/bodies/item"),
                           ("PATCH", "/answers/plain"), ("GET", "//params/query"), ("GET", "/params//int/1"), ("GET", "/Params/int/1"),
                           ("OPTIONS", "/params/int/1"), ("GET", "/params/int/1?"), ("GET", "/params/pair/1/and"), ("GET", "/vault/"),
                           ("POST", "/bodies/item/"), ("GET", "/answers/either/"),
                           ("GET", "/params/rest"), ("POST", "/params/rest/a/b")]:
        yield f"route {method} {target}", method, target, {}, None


def cors():
    good, bad = "https://app.example.com", "https://evil.example.com"
    for origin in good, bad, "null":
        yield f"cors {origin}", "GET", "/params/int/1", {"Origin": origin}, None
        yield f"cors error {origin}", "GET", "/params/int/x", {"Origin": origin}, None
        yield f"cors cookie {origin}", "GET", "/params/int/1", {"Origin": origin, "Cookie": "a=b"}, None
        for method in "GET", "PUT", "DELETE":
            yield (f"preflight {origin} {method}", "OPTIONS", "/params/int/1",
                   {"Origin": origin, "Access-Control-Request-Method": method}, None)
        for fields in "X-Token", "x-token, content-type", "X-Other":
            yield (f"preflight {origin} {fields}", "OPTIONS", "/params/int/1",
                   {"Origin": origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": fields}, None)


def naughty():
    """Returns every fifth of the big list of naughty strings, in a path, a query and a body."""
    for number, text in enumerate(json.loads(NAUGHTY.read_text())[::5]):
        if text:
            yield f"naughty path {number}", "GET", f"/params/text/{quoted(text)}", {}, None
        yield f"naughty query {number}", "GET", f"/params/query?q={quoted(text)}", {}, None
        yield f"naughty body {number}", "POST", "/bodies/any", JSON, json.dumps({"value": text})


def every():
    found = []
    for area in (paths, queries, headers_and_cookies, json_bodies, odd_bodies, forms, answers, files, dependencies, security, routing, cors, naughty):
        found += [(f"{area.__name__}: {name}", *rest) for name, *rest in area()]
    names = [name for name, *_ in found]
    assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
    return found
