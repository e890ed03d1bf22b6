# SPDX-License-Identifier: Apache-2.0
"""The application that parity/*.cpp writes with the library, in FastAPI: the same operations in the same order.

It runs with pydantic 1 and with pydantic 2, which has other names for some constraints.
"""

import datetime
import enum
import uuid
from typing import Any, Dict, List, Literal, Optional, Set, Union

from fastapi import (APIRouter, BackgroundTasks, Cookie, Depends, FastAPI, Form, Header, HTTPException, Path, Query, Request, Response,
                     Security, UploadFile)
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse
from fastapi.security import (APIKeyCookie, APIKeyHeader, APIKeyQuery, HTTPAuthorizationCredentials, HTTPBasic,
                              HTTPBasicCredentials, HTTPBearer, OAuth2PasswordBearer, OAuth2PasswordRequestForm,
                              OpenIdConnect, SecurityScopes)
from pydantic import VERSION, BaseModel, Field, confloat, conint, conlist, constr, root_validator, validator

if VERSION.startswith("1."):
    from pydantic.errors import NoneIsNotAllowedError

PATTERN, FEWEST, MOST = ("regex", "min_items", "max_items") if VERSION.startswith("1.") else ("pattern", "min_length", "max_length")


def refuse_blocked(x_blocked: Optional[str] = Header(None)):
    if x_blocked:
        raise HTTPException(403, "Blocked")


app = FastAPI(title="Parity", version="1.0.0", dependencies=[Depends(refuse_blocked)])
app.add_middleware(GZipMiddleware, minimum_size=500)
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example.com"], allow_methods=["GET", "PUT"],
                   allow_headers=["X-Token"], allow_credentials=True, expose_headers=["X-Total"])

# --- parameters ---

params = APIRouter(prefix="/params", tags=["params"])


class Colour(str, enum.Enum):
    red = "red"
    green = "green"
    blue = "blue"


class IntValue(BaseModel):
    value: int


class FloatValue(BaseModel):
    value: float


class BoolValue(BaseModel):
    value: bool


class TextValue(BaseModel):
    value: str


class UuidValue(BaseModel):
    value: uuid.UUID


class ColourValue(BaseModel):
    value: Colour


class DateValue(BaseModel):
    value: datetime.date


class ClockValue(BaseModel):
    value: datetime.time


class SpanValue(BaseModel):
    value: datetime.timedelta


@params.get("/int/{value}", response_model=IntValue)
def read_int(value: int):
    return {"value": value}


@params.get("/float/{value}", response_model=FloatValue)
def read_float(value: float):
    return {"value": value}


@params.get("/bool/{value}", response_model=BoolValue)
def read_bool(value: bool):
    return {"value": value}


@params.get("/text/{value}", response_model=TextValue)
def read_text(value: str):
    return {"value": value}


@params.get("/uuid/{value}", response_model=UuidValue)
def read_uuid(value: uuid.UUID):
    return {"value": value}


@params.get("/colour/{value}", response_model=ColourValue)
def read_colour(value: Colour):
    return {"value": value}


@params.get("/date/{value}", response_model=DateValue)
def read_date(value: datetime.date):
    return {"value": value}


@params.get("/clock/{value}", response_model=ClockValue)
def read_clock(value: datetime.time):
    return {"value": value}


@params.get("/span/{value}", response_model=SpanValue)
def read_span(value: datetime.timedelta):
    return {"value": value}


@params.get("/rest/{value:path}", response_model=TextValue)
def read_rest(value: str):
    return {"value": value}


@params.get("/pair/{left}/and/{right}", response_model=List[int])
def read_pair(left: int, right: int = Path(..., ge=0, le=9)):
    return [left, right]


class QueryValues(BaseModel):
    q: str
    n: int
    flag: bool
    ratio: Optional[float] = None
    colour: Optional[Colour] = None


@params.get("/query", response_model=QueryValues)
def read_query(q: str, n: int = 10, flag: bool = False, ratio: Optional[float] = None, colour: Optional[Colour] = None):
    return {"q": q, "n": n, "flag": flag, "ratio": ratio, "colour": colour}


class LimitValues(BaseModel):
    page: int
    name: str
    code: Optional[str] = None
    share: Optional[float] = None


@params.get("/limits", response_model=LimitValues)
def read_limits(name: str = Query(..., min_length=2, max_length=5), page: int = Query(1, ge=1, le=100),
                code: Optional[str] = Query(None, **{PATTERN: "^[a-z]{3}$"}), share: Optional[float] = Query(None, gt=0, lt=1)):
    return {"page": page, "name": name, "code": code, "share": share}


class ListValues(BaseModel):
    ids: List[int]
    tags: Optional[List[str]] = None


@params.get("/list", response_model=ListValues)
def read_list(ids: List[int] = Query(...), tags: Optional[List[str]] = Query(None)):
    return {"ids": ids, "tags": tags}


class HeaderValues(BaseModel):
    token: str
    count: Optional[int] = None


@params.get("/header", response_model=HeaderValues)
def read_header(x_token: str = Header(...), x_count: Optional[int] = Header(None)):
    return {"token": x_token, "count": x_count}


class CookieValues(BaseModel):
    session: Optional[str] = None
    visits: int


@params.get("/cookie", response_model=CookieValues)
def read_cookie(session: Optional[str] = Cookie(None), visits: int = Cookie(3)):
    return {"session": session, "visits": visits}


@params.get("/alias", response_model=TextValue)
def read_alias(item_query: str = Query(..., alias="item-query", title="Item", description="What to look for",
                                       deprecated=True)):
    return {"value": item_query}


# --- bodies ---

bodies = APIRouter(prefix="/bodies", tags=["bodies"])


class Image(BaseModel):
    url: str
    name: str


class Item(BaseModel):
    name: str
    price: float
    tax: Optional[float] = None
    tags: List[str]
    stock: Dict[str, int]
    image: Optional[Image] = None


@bodies.post("/item", response_model=Item)
def create_item(item: Item):
    return item


class Updated(BaseModel):
    id: int
    urgent: bool
    item: Item


@bodies.put("/item/{id}", response_model=Updated)
def update_item(id: int, item: Item, urgent: bool = False):
    return {"id": id, "urgent": urgent, "item": item}


class Change(BaseModel):
    name: Optional[str] = None
    price: Optional[float] = None


@bodies.patch("/item/{id}", response_model=Change)
def change_item(id: int, change: Change):
    return change


class PartPatch(BaseModel):
    name: constr(min_length=2, max_length=8) = None
    count: int = None
    tax: Optional[float] = None
    tags: List[str] = None
    image: Image = None

    if VERSION.startswith("1."):  # pydantic 2 refuses null for a member that is not Optional
        @validator("name", "count", "tags", "image", pre=True)
        def refuse_null(cls, value):
            if value is None:
                raise NoneIsNotAllowedError()
            return value


class Part(BaseModel):
    name: constr(min_length=2, max_length=8)
    count: int
    tax: Optional[float]
    tags: List[str]
    image: Image


@bodies.patch("/part", response_model=Part)
def change_part(patch: PartPatch):
    stored = Part(name="lamp", count=3, tax=0.5, tags=["a", "b"], image=Image(url="/1.png", name="one"))
    return stored.copy(update={name: getattr(patch, name) for name in patch.dict(exclude_unset=True)})


@bodies.delete("/item/{id}", status_code=204)
def delete_item(id: int):
    return Response(status_code=204)


class Strict(BaseModel):
    name: str
    size: Optional[int] = None

    class Config:
        extra = "forbid"


@bodies.post("/strict", response_model=Strict)
def create_strict(strict: Strict):
    return strict


class Renamed(BaseModel):
    unit_price: float = Field(..., alias="unitPrice", title="Price of one", description="In francs")
    count: int = Field(1, description="How many")
    labels: List[str] = []

    class Config:
        json_schema_extra = schema_extra = {"description": "A thing with other names"}


@bodies.post("/renamed", response_model=Renamed)
def create_renamed(renamed: Renamed):
    return renamed


class Limited(BaseModel):
    word: constr(min_length=2, max_length=4)
    code: constr(max_length=3, **{PATTERN: "^[A-Z]+$"})
    whole: conint(ge=0, le=10)
    open: confloat(gt=0, lt=10.5)
    fives: conint(multiple_of=5)
    few: conlist(int, **{FEWEST: 1, MOST: 3})
    once: Set[int]


@bodies.post("/limited", response_model=Limited)
def create_limited(limited: Limited):
    return limited


class Times(BaseModel):
    date: Optional[datetime.date] = None
    clock: Optional[datetime.time] = None
    span: Optional[datetime.timedelta] = None


@bodies.post("/times", response_model=Times)
def create_times(times: Times):
    return times


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog", "hound"]
    bark: str


class Owner(BaseModel):
    name: str
    pet: Union[Cat, Dog] = Field(..., discriminator="kind")


@bodies.post("/owner", response_model=Owner)
def create_owner(owner: Owner):
    return owner


class Either(BaseModel):
    value: Union[int, List[str]]


@bodies.post("/either", response_model=Either)
def create_either(either: Either):
    return either


@bodies.post("/list", response_model=List[Image])
def create_list(images: List[Image]):
    return images


@bodies.post("/map", response_model=Dict[str, int])
def create_map(counts: Dict[str, int]):
    return counts


@bodies.post("/optional", response_model=Optional[Image])
def create_optional(image: Optional[Image] = None):
    return image


class Checked(BaseModel):
    start: int
    end: int

    @validator("start")
    def start_is_even(cls, value):
        if value % 2:
            raise ValueError("must be even")
        return value

    @root_validator(skip_on_failure=True)
    def start_comes_first(cls, values):
        if values["start"] > values["end"]:
            raise ValueError("start is behind end")
        return values


@bodies.post("/checked", response_model=Checked)
def create_checked(checked: Checked):
    return checked


class Anything(BaseModel):
    value: Any = None


@bodies.post("/any", response_model=Anything)
def create_any(anything: Anything):
    return anything


class Posted(BaseModel):
    name: str
    age: int
    note: Optional[str] = None


@bodies.post("/form", response_model=Posted)
def send_form(name: str = Form(...), age: int = Form(...), note: Optional[str] = Form(None)):
    return {"name": name, "age": age, "note": note}


@bodies.post("/login", response_model=TextValue)
def log_in(form: OAuth2PasswordRequestForm = Depends()):
    return {"value": form.username}


class Kept(BaseModel):
    filename: str
    content_type: str
    size: int
    others: int
    note: str


@bodies.post("/file", response_model=Kept)
async def send_file(file: UploadFile, others: List[UploadFile], note: str = Form(...)):
    data = await file.read()
    return {"filename": file.filename, "content_type": file.content_type, "size": len(data), "others": len(others), "note": note}


@bodies.put("/raw", response_model=TextValue, include_in_schema=False)
async def send_raw(request: Request):
    return {"value": (await request.body()).decode()}


# --- answers ---

answers = APIRouter(prefix="/answers", tags=["answers"])


class Problem(BaseModel):
    reason: str
    code: int


@answers.post("/created", response_model=Image, status_code=201)
def make_created(image: Image, response: Response):
    response.headers["Location"] = "/answers/created/1"
    return image


@answers.delete("/nothing", status_code=204)
def make_nothing():
    return Response(status_code=204)


@answers.get("/redirect", include_in_schema=False)
def make_redirect():
    return RedirectResponse("/answers/plain")


@answers.get("/plain", response_class=PlainTextResponse)
def make_plain():
    return "plain text"


@answers.get("/html", response_class=HTMLResponse)
def make_html():
    return "<p>text</p>"


@answers.get("/either/{id}", response_model=Image, responses={404: {"model": Problem}})
def make_either(id: int):
    if id > 1:
        return JSONResponse({"reason": "no such image", "code": 17}, 404)
    return {"url": "/1.png", "name": "one"}


class Sparse(BaseModel):
    always: int
    sometimes: Optional[int] = None
    text: Optional[str] = None


@answers.get("/sparse", response_model=Sparse, response_model_exclude_none=True)
def make_sparse(sometimes: Optional[int] = None):
    return {"always": 1, "sometimes": sometimes}


@answers.get("/cookie", response_model=IntValue)
def make_cookie(response: Response):
    response.set_cookie("session", "abc", max_age=60, httponly=True, samesite="lax")
    return {"value": 1}


@answers.get("/fields", response_model=IntValue)
def make_fields(response: Response):
    response.headers["X-Total"] = "7"
    return {"value": 7}


@answers.get("/error/{status}", response_model=IntValue)
def make_error(status: int = Path(..., ge=400, le=499)):
    raise HTTPException(status, "as wished", {"X-Reason": "wish"})


@answers.get("/detail", response_model=IntValue)
def make_detail():
    raise HTTPException(409, {"reason": "taken", "code": 3})


class OutOfStock(Exception):
    def __init__(self, name):
        self.name = name


@app.exception_handler(OutOfStock)
async def answer_out_of_stock(request: Request, error: OutOfStock):
    return JSONResponse({"reason": f"no {error.name} left", "code": 4}, 418)


@answers.get("/custom", response_model=IntValue)
def make_custom(name: str = "lamps"):
    raise OutOfStock(name)


@answers.get("/large", response_model=TextValue)
def make_large(size: int = Query(1000, ge=0, le=100000)):
    return {"value": "x" * size}


@answers.get("/old", response_model=IntValue, deprecated=True, summary="An old one", description="Use another.",
             response_description="A number", operation_id="old_number")
def make_old():
    return {"value": 0}


@answers.get("/file", include_in_schema=False)
def make_file():
    return FileResponse("requests_list.py", media_type="text/x-python", filename="requests é.py")


@answers.get("/no-file", include_in_schema=False)
def make_no_file():
    raise HTTPException(404, "Not Found")


@answers.get("/stream", include_in_schema=False)
def make_stream():
    return StreamingResponse((f"line {number}\n" for number in range(100)), media_type="text/plain")


done: List[int] = []


@answers.post("/later", response_model=IntValue)
def make_later(n: int, tasks: BackgroundTasks):
    tasks.add_task(done.append, n)
    return {"value": n}


@answers.get("/done", response_model=List[int])
def make_done():
    return done


# --- dependencies ---

deps = APIRouter(prefix="/deps", tags=["deps"])
counter = 0
journal: List[str] = []


def next_number():
    global counter
    counter += 1
    return counter


def twice(number: int = Depends(next_number)):
    return number


class Paging:
    def __init__(self, most: int):
        self.most = most

    def __call__(self, size: int = 10):
        return min(size, self.most)


def open_journal():
    journal.append("open")
    try:
        yield journal
    except Exception:
        journal.append("failed")
        raise
    finally:
        journal.append("close")


def require_key(x_key: str = Header(...)):
    if x_key != "sesame":
        raise HTTPException(403, "Wrong key")


@deps.get("/cached", response_model=BoolValue)
def read_cached(a: int = Depends(next_number), b: int = Depends(twice)):
    return {"value": a == b}


@deps.get("/fresh", response_model=BoolValue)
def read_fresh(a: int = Depends(next_number), b: int = Depends(next_number, use_cache=False)):
    return {"value": a == b}


@deps.get("/few", response_model=IntValue)
def read_few(size: int = Depends(Paging(5))):
    return {"value": size}


@deps.get("/many", response_model=IntValue)
def read_many(size: int = Depends(Paging(500))):
    return {"value": size}


@deps.post("/journal", response_model=IntValue)
def write_journal(n: int, lines: List[str] = Depends(open_journal)):
    lines.append(f"write {n}")
    return {"value": n}


@deps.get("/journal", response_model=List[str])
def take_journal():
    taken = list(journal)
    journal.clear()
    return taken


@deps.get("/guarded", response_model=IntValue, dependencies=[Depends(require_key)])
def read_guarded():
    return {"value": 1}


guarded = APIRouter(prefix="/vault", tags=["vault"], dependencies=[Depends(require_key)])


@guarded.get("/gold", response_model=IntValue)
def read_gold():
    return {"value": 79}


@guarded.get("/silver/{n}", response_model=IntValue)
def read_silver(n: int):
    return {"value": n}


# --- security ---

security = APIRouter(prefix="/security", tags=["security"])
oauth2 = OAuth2PasswordBearer("/bodies/login", "OAuth2", {"items": "", "users": ""})
bearer = HTTPBearer(scheme_name="Bearer")
basic = HTTPBasic(scheme_name="Basic", realm="gate")
key_header = APIKeyHeader(name="X-Api-Key", scheme_name="KeyHeader")
key_query = APIKeyQuery(name="api_key", scheme_name="KeyQuery")
key_cookie = APIKeyCookie(name="api_key", scheme_name="KeyCookie")
connect = OpenIdConnect(openIdConnectUrl="https://id.example.com/.well-known/openid-configuration", scheme_name="Connect")
optional_key = APIKeyHeader(name="X-Api-Key", scheme_name="KeyHeader", auto_error=False)


def get_user(needed: SecurityScopes, token: str = Depends(oauth2)):
    granted = ["items", "users"] if token == "admin" else ["items"]
    if any(scope not in granted for scope in needed.scopes):
        raise HTTPException(403, "Not enough permissions")
    return token


@security.get("/oauth2", response_model=TextValue)
def read_oauth2(token: str = Depends(oauth2)):
    return {"value": token}


@security.get("/bearer", response_model=TextValue)
def read_bearer(token: HTTPAuthorizationCredentials = Depends(bearer)):
    return {"value": token.credentials}


@security.get("/basic", response_model=TextValue)
def read_basic(who: HTTPBasicCredentials = Depends(basic)):
    return {"value": who.username}


@security.get("/key-header", response_model=TextValue)
def read_key_header(key: str = Depends(key_header)):
    return {"value": key}


@security.get("/key-query", response_model=TextValue)
def read_key_query(key: str = Depends(key_query)):
    return {"value": key}


@security.get("/key-cookie", response_model=TextValue)
def read_key_cookie(key: str = Depends(key_cookie)):
    return {"value": key}


@security.get("/connect", response_model=TextValue)
def read_connect(token: str = Depends(connect)):
    return {"value": token}


@security.get("/optional", response_model=TextValue)
def read_optional(key: Optional[str] = Depends(optional_key)):
    return {"value": key or "nobody"}


@security.get("/items", response_model=TextValue)
def read_items(user: str = Security(get_user, scopes=["items"])):
    return {"value": user}


@security.get("/users", response_model=TextValue)
def read_users(user: str = Security(get_user, scopes=["users"])):
    return {"value": user}


for router in params, bodies, answers, deps, guarded, security:
    app.include_router(router)
