"""S3: a store of objects, by the MinIO library; an object is there whole or not at all."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

from app.exchange.carriers.carrier import BLOCK, Carrier, Found, Moved, is_package_name
from app.exchange.carriers.tls import PinMismatch, trusting
from app.exchange.carriers.troubles import (
    CarrierTrouble,
    CertificateChanged,
    CertificateUntrusted,
    Forbidden,
    Interrupted,
    ServerTrouble,
    TargetFull,
    TargetMissing,
    Unreachable,
    WrongPassword,
)

if TYPE_CHECKING:
    from minio import Minio

_PASSWORD = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken"}
_FULL = {"XMinioStorageFull", "QuotaExceeded", "EntityTooLarge", "XMinioAdminBucketQuotaExceeded"}
_MISSING = {"NoSuchBucket", "NoSuchKey", "NotFound"}
_PART = 16 * 1024**2


class S3(Carrier):
    """Objects under `prefix` in a bucket that exists."""

    def __init__(
        self, endpoint: str, bucket: str, prefix: str, key: str, secret: str, *,
        region: str = "", pin: str = "",
    ) -> None:  # fmt: skip
        parts = urlsplit(endpoint)
        self.place = f"s3://{bucket}/{prefix}".rstrip("/")
        self._host, self._port = parts.hostname or "", parts.port or 443
        self._bucket, self._prefix = bucket, f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client = _client(
            parts.netloc, key, secret, region, pin, is_safe=parts.scheme == "https"
        )

    def list(self) -> Sequence[Found]:
        with self._told():
            objects = list_of(self._client, self._bucket, self._prefix)
        found = [Found(name.removeprefix(self._prefix), size) for name, size in objects]
        return sorted(
            (each for each in found if is_package_name(each.name)), key=lambda each: each.name
        )

    def stat(self, name: str) -> Found | None:
        from minio.error import S3Error

        with self._told():
            try:
                size = self._client.stat_object(self._bucket, self._prefix + name).size
            except S3Error as error:
                if error.code in {"NoSuchKey", "NotFound", "NoSuchObject"}:
                    return None
                raise
        return Found(name, size or 0)

    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        with self._told():
            answer = self._client.get_object(self._bucket, self._prefix + name, offset=start)
            try:
                while block := answer.read1(BLOCK):
                    yield block
            finally:
                answer.close()
                answer.release_conn()

    def _place(self, name: str, source: Path, moved: Moved) -> None:
        size = source.stat().st_size
        with self._told(), source.open("rb") as file:
            counted = cast("BinaryIO", _Counted(file, moved))
            self._client.put_object(
                self._bucket, self._prefix + name, counted, size,
                content_type="application/octet-stream", part_size=_PART,
            )  # fmt: skip

    @contextmanager
    def _told(self) -> Iterator[None]:
        import urllib3
        from minio.error import InvalidResponseError, S3Error, ServerError

        try:
            yield
        except S3Error as error:
            raise self._refused(error.code or "", str(error)) from error
        except (InvalidResponseError, ServerError) as error:
            status = getattr(error, "status_code", getattr(error, "_code", "S3"))
            raise ServerTrouble(self.place, str(error), answer=status) from error
        except urllib3.exceptions.MaxRetryError as error:
            raise self._unconnected(error) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Interrupted(self.place, str(error)) from error

    def _refused(self, code: str, detail: str) -> CarrierTrouble:
        if code in _PASSWORD:
            return WrongPassword(self.place, detail)
        if code in {"AccessDenied", "AllAccessDisabled"}:
            return Forbidden(self.place, detail)
        if code in _FULL:
            return TargetFull(self.place, detail)
        if code in _MISSING:
            return TargetMissing(self.place, detail)
        return ServerTrouble(self.place, detail, answer=code)

    def _unconnected(self, error: Exception) -> CarrierTrouble:
        from app.exchange.carriers.tls import shown_fingerprint

        reason: object = getattr(error, "reason", None)
        while isinstance(reason, BaseException):
            if isinstance(reason, PinMismatch):
                return CertificateChanged(self.place, fingerprint=reason.fingerprint)
            if "certificate verify failed" in str(reason).lower():
                shown = shown_fingerprint(self._host, self._port)
                return CertificateUntrusted(self.place, str(reason), fingerprint=shown)
            if type(reason).__name__ == "ResponseError":
                return ServerTrouble(self.place, str(reason), answer=str(reason))
            if type(reason).__name__ in {"ProtocolError", "IncompleteRead", "ReadTimeoutError"}:
                return Interrupted(self.place, str(reason))
            reason = reason.__cause__ or reason.__context__
        return Unreachable(self.place, str(error))


class _Counted:
    """A file that tells how much of it was read."""

    def __init__(self, file: BinaryIO, moved: Moved) -> None:
        self._file, self._moved = file, moved

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self._moved(len(block))
        return block


def list_of(client: Minio, bucket: str, prefix: str) -> Sequence[tuple[str, int]]:
    """Names and lengths of the objects directly under a prefix."""
    objects = client.list_objects(bucket, prefix=prefix)
    return [(each.object_name or "", each.size or 0) for each in objects if not each.is_dir]


def _client(host: str, key: str, secret: str, region: str, pin: str, *, is_safe: bool) -> Minio:
    import urllib3
    from minio import Minio

    retries = urllib3.Retry(total=0, raise_on_status=False)
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=20, read=60),
        retries=retries,
        ssl_context=trusting(pin) if is_safe else None,
        assert_hostname=False if pin else None,
    )
    return Minio(
        host, access_key=key or None, secret_key=secret or None, secure=is_safe,
        region=region or None, http_client=pool,
    )  # fmt: skip
