"""What a check has in its hands: a thin HTTP client of the API, without the types of any SDK.

It does not say which target answers. Whatever it creates is deleted after the check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from .answers import Answer, Stream
from .exchanges import Exchange, as_body
from .names import path_of
from .schema.findings import Finding
from .sending import Outgoing, Sender, message_of
from .stopping import Blocked, Cause
from .uploads import Upload, start_headers
from .validation import Validator
from .values import Value

HELLO = "Reply with exactly: hello"
# For what should be refused, in case it is not.
LITTLE: Mapping[str, Any] = {"max_output_tokens": 16}
# What bounds the price of a create; thoughts count as well (docs/wire/interactions.md 9.2).
CONFIG: Mapping[str, Any] = {"max_output_tokens": 1000, "thinking_level": "low"}


def refuses_key(answer: Answer) -> bool:
    """Whether an answer says that a key is not accepted anywhere."""
    return answer.status == 401 or (answer.status == 400 and b"API_KEY_INVALID" in answer.body)


# A background run that is not over; not every server shows that it waits
# (docs/wire/interactions.md 10, row 39).
RUNNING = ("queued", "in_progress")

# Whether a request is malformed, or why that cannot be seen in a schema.
Wrong = bool | str


class Who(Enum):
    """Whose key a request carries."""

    MAIN = "main"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Keys:
    """`other` belongs to another project, where there is one."""

    main: str = field(repr=False)
    other: str | None = field(default=None, repr=False)

    def of(self, who: Who) -> str:
        key = self.main if who is Who.MAIN else self.other
        if key is None:
            raise LookupError('there is no other key: the clause lacks needs=("other-key",)')
        return key


@dataclass(slots=True)
class Api:
    """The API as one check sees it.

    `model` is the one to ask; `unique` is part of no name that an earlier run has used.
    """

    sender: Sender
    keys: Keys
    model: str
    unique: str
    validator: Validator
    exchanges: list[Exchange] = field(default_factory=list)
    additive: list[Finding] = field(default_factory=list)

    def body(self, input: Any = HELLO, **fields: Any) -> dict[str, Any]:
        """Return the body of a create with a bounded price; `fields` add and replace."""
        config = {**CONFIG, **fields.pop("generation_config", {})}
        return {"model": self.model, "input": input, "generation_config": config, **fields}

    def create(
        self, input: Any = HELLO, *, version: str = "v1", wrong: Wrong = False, **fields: Any
    ) -> Answer:
        """Create an interaction."""
        body = self.body(input, **fields)
        return self.send("POST", f"/{version}/interactions", json=body, wrong=wrong)

    def stream(
        self, input: Any = HELLO, *, version: str = "v1", wrong: Wrong = False, **fields: Any
    ) -> Stream:
        """Create an interaction and read it as a stream."""
        body = self.body(input, stream=True, **fields)
        accept = {"accept": "text/event-stream"}
        answer = self.send(
            "POST", f"/{version}/interactions", json=body, headers=accept, wrong=wrong
        )
        return Stream(answer.exchange)

    def get(self, id: str, *, version: str = "v1", **query: Any) -> Answer:
        """Get an interaction."""
        return self.send("GET", f"/{version}/interactions/{quote(id, safe='')}", query=query)

    def replay(self, id: str, **query: Any) -> Stream:
        """Get an interaction as a stream."""
        return Stream(self.get(id, stream="true", **query).exchange)

    def cancel(self, id: str, **options: Any) -> Answer:
        """Cancel a background run, without a body, as SDKs do."""
        return self.send("POST", f"/v1/interactions/{quote(id, safe='')}/cancel", **options)

    def finished(self, id: str, *, looks: int) -> Value:
        """Return a background run once it is over; AssertionError after so many looks."""
        for look in range(looks):
            self.sender.let_pass(2.0**look)
            run = self.get(id).ok
            if run["status"].text not in RUNNING:
                return run
        raise AssertionError(f"{id} is still in progress after {looks} looks")

    def delete(self, name: str, *, version: str = "v1") -> Answer:
        """Delete `interactions/...` or `files/...`."""
        path = path_of(name).replace("/v1/", f"/{version}/", 1)
        answer = self.send("DELETE", path, prepaid=name in self.sender.ledger)
        if answer.status == 200:
            self.sender.ledger.remove(name)
        return answer

    def start_upload(
        self,
        size: int | None,
        mime_type: str | None = "text/plain",
        *,
        version: str = "v1",
        who: Who = Who.MAIN,
        **file: Any,
    ) -> Upload:
        """Open an upload; `file` is the metadata in the body, camelCase as it travels."""
        answer = self.send(
            "POST",
            f"/upload/{version}/files",
            json={"file": file},
            headers=start_headers(size, mime_type),
            key=who,
        )
        return Upload(self, answer.must(200), who)

    def upload(self, data: bytes, mime_type: str = "text/plain", **options: Any) -> Value:
        """Upload a file and return it as the last answer shows it."""
        upload = self.start_upload(len(data), mime_type, **options)
        return upload.send("upload, finalize", data, 0).ok["file"]

    def active(self, file: Value, *, looks: int) -> Value:
        """Return a file once it is no longer processed; AssertionError after so many looks."""
        seconds = 2.0
        while file["state"] == "PROCESSING":
            assert looks, f"{file['name'].text} is still processed"
            self.sender.let_pass(seconds)
            file = self.send("GET", path_of(file["name"].text)).ok
            looks, seconds = looks - 1, seconds * 2
        assert file["state"] == "ACTIVE", file
        return file

    def send(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        content: bytes | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        key: Who | str | None = Who.MAIN,
        holder: Who = Who.MAIN,
        retry: bool = True,
        wrong: Wrong = False,
        valid: bool = True,
        prepaid: bool = False,
    ) -> Answer:
        """Send anything and return the answer, whatever it is.

        `url` is a path below the target, or the address of an upload. A `key` that is a string is
        sent as it is, None sends none. `retry=False` returns the first answer also when it is 429
        or 5xx. The document has to refuse a request that is `wrong`; a string says why it cannot.
        `valid=False` does not hold the answer to the document. What is `prepaid` deletes something
        on the ledger.
        """
        body = content if content is not None else b"" if json is None else as_body(json)
        told = {"content-type": "application/json"} if json is not None else {}
        owner = key if isinstance(key, Who) else holder
        outgoing = Outgoing(
            method,
            f"{url}?{urlencode(query)}" if query else url,
            tuple({**told, **self._key_header(url, key), **(headers or {})}.items()),
            body,
            owner.value,
        )
        self._check_request(outgoing, refused=wrong is True)
        exchange = self.sender.send(outgoing, retry=retry, prepaid=prepaid)
        self.exchanges.append(exchange)
        answer = Answer(exchange)
        if key is Who.MAIN and refuses_key(answer):
            self._need_key()
        if valid:
            self._validate(answer)
        return answer

    def _key_header(self, url: str, key: Who | str | None) -> dict[str, str]:
        if key is None:
            return {}
        host = urlsplit(url).hostname
        if host is not None and host != self.sender.client.base_url.host:
            raise ValueError(f"a key is never sent to {host}")
        return {"x-goog-api-key": self.keys.of(key) if isinstance(key, Who) else key}

    def _need_key(self) -> None:
        """Raise `Blocked` when the key is refused elsewhere, too: it died after the preflight."""
        header = (("x-goog-api-key", self.keys.main),)
        listed = Answer(self.sender.send(Outgoing("GET", "/v1/models?pageSize=1", header)))
        if refuses_key(listed):
            raise Blocked(Cause.KEY, f"the key is refused: {message_of(listed.exchange)}")

    def _check_request(self, sent: Outgoing, *, refused: bool) -> None:
        """Demand of a check that it knows what the document says of its request."""
        findings = self.validator.check_request(sent.method, sent.target, sent.body or None)
        violations = [str(finding) for finding in findings if finding.is_violation]
        said = "\n".join(violations)
        assert refused or not violations, f"the request is not as the document says:\n{said}"
        assert violations or not refused, "the document does not refuse the request"

    def _validate(self, answer: Answer) -> None:
        sent = answer.exchange
        kinds = answer.headers("content-type")
        path = urlsplit(sent.url).path
        findings = self.validator.check_answer(
            sent.method, path, sent.status, kinds[0] if kinds else None, sent.body
        )
        self.additive += [finding for finding in findings if not finding.is_violation]
        violations = [str(finding) for finding in findings if finding.is_violation]
        assert not violations, "not as the document says:\n" + "\n".join(violations)
