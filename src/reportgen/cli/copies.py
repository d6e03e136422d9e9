"""The commands for personal copies."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import click

from reportgen.cli.guard import guarded, wanted_language
from reportgen.cli.terminal import Terminal, print_result
from reportgen.copies.address import HOME, Address, Run, parse_address, parse_run
from reportgen.copies.subscribers import ADDRESS
from reportgen.model.both import BookKind, Language


def _read_address(_context: click.Context, _option: click.Parameter, text: str) -> Address:
    with _addresses():
        return parse_address(text)


def _read_run(_context: click.Context, _option: click.Parameter, text: str) -> Run:
    with _addresses():
        run = parse_run(text)
    if not run.address.store and not run.home.is_dir():
        raise click.BadParameter(f"{text!r} is not a folder. 没有这个文件夹。")
    return run


def _read_cluster(_context: click.Context, _option: click.Parameter, text: str) -> str:
    read = re.fullmatch(r"dask://([\w.-]+:\d+|\[[\da-fA-F:]+\]:\d+)|", text)
    if read is None:
        raise click.BadParameter(f"{text!r} is not of the form dask://HOST:PORT")
    return read[1] or ""


def _read_file(_context: click.Context, _option: click.Parameter, text: str) -> Path:
    if "://" in text:
        raise click.BadParameter("FILE is read from this machine: fetch it from its store first. 请先下载到本机。")
    return Path(text)


@contextmanager
def _addresses() -> Iterator[None]:
    """What names no address, told without quoting it: a password may stand in it."""
    try:
        yield
    except ValueError:
        raise click.BadParameter(_NO_ADDRESS) from None


_NO_ADDRESS = (
    "a store is named SCHEME://BUCKET/PREFIX, without passwords, and a folder without file://."
    " 存储位置写作 SCHEME://BUCKET/PREFIX，不含密码；本机文件夹不写 file://。"
)
_LANGUAGE = click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages. 提示信息的语言。")
_OUT = click.option(
    "--out",
    default=str(HOME),
    show_default=True,
    callback=_read_address,
    metavar="DIR|URL",
    help="Folder of the copies, or a store such as s3://BUCKET/PREFIX, whose journal, outbox and copies that wait for"
    " their upload stay here, in copies/s3/BUCKET/PREFIX. 副本文件夹或存储位置；记录、邮件和待上传的副本留在本机。",
)
_RUN = click.argument("run", callback=_read_run)
_KEY = click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("~/.config/reportgen/copies.key"),
    show_default=True,
    help="What copy ids are made with; keep it. 密钥文件，请妥善保管。",
)


@click.group()
def copies() -> None:
    """Personal copies for subscribers, each marked on every page. 为订阅者制作带标记的个人副本。"""


@copies.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--book", type=click.Choice([kind.value for kind in BookKind]), default=BookKind.PARALLEL.value, show_default=True
)
@click.option(
    "--built",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder of the finished books. 成书所在的文件夹。",
)
@_OUT
@_KEY
@click.option("--only", default="", metavar="ID", help="This subscriber alone. 只做一位订阅者。")
@click.option("--processes", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True)
@click.option(
    "--executor",
    "cluster",
    default="",
    callback=_read_cluster,
    metavar="dask://HOST:PORT",
    help="Make them with the workers of this dask scheduler, not with --processes here. 由 dask 集群制作。",
)
@click.option("--diagonal", is_flag=True, help="A light line across each page too. 每页另加浅色斜向标记。")
@click.option("--encrypt", is_flag=True, help="Encrypt copies without a password too. 无密码的副本也加密。")
@click.option(
    "--forbid",
    multiple=True,
    type=click.Choice(["print", "copy", "change"]),
    help="Ask viewers to refuse this; encrypts. 请阅读器禁止此项（会加密）。",
)
@click.option(
    "--sign",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Sign the manifest with this PKCS#12 file. 用此证书签署清单。",
)
@click.option("--sign-copies", is_flag=True, help="Sign each copy with it too. 每份副本也签署。")
@click.option("--whole", is_flag=True, help="Validate all pages of each copy; slow. 逐份完整检验（慢）。")
@click.option("--dry-run", "dry", is_flag=True, help="Judge the list and say what would be made. 只检查，不制作。")
@_LANGUAGE
def make(
    file: Path,
    book: str,
    built: Path,
    out: Address,
    key: Path,
    only: str,
    processes: int,
    cluster: str,
    diagonal: bool,
    encrypt: bool,
    forbid: tuple[str, ...],
    whole: bool,
    sign: Path | None,
    sign_copies: bool,
    dry: bool,
    language: Language | None,
) -> None:
    """Make the copies of FILE's subscribers that are not there yet; prints their folder. 制作副本。"""
    terminal = Terminal(language or wanted_language())
    if sign_copies and not sign:
        raise click.BadParameter("--sign-copies needs --sign FILE. 需要 --sign 指定证书。")

    def work() -> int:
        from reportgen.cli import distribution
        from reportgen.copies.protect import Protection

        request = distribution.Request(
            root=Path.cwd(),
            list=file,
            kind=BookKind(book),
            built=built,
            out=out,
            key=key.expanduser(),
            only=only,
            processes=processes,
            cluster=cluster,
            diagonal=diagonal,
            protection=Protection(encrypt, tuple(sorted(set(forbid)))),
            whole=whole,
            sign=sign,
            sign_copies=sign_copies,
        )
        return distribution.make(request, terminal, dry=dry)

    sys.exit(guarded(work, terminal, strict=False))


@copies.command()
def example() -> None:
    """Print an invented list, to begin with. 输出一份虚构的示例名单。"""
    print_result((resources.files("reportgen.copies") / "example-subscribers.csv").read_text("utf-8"))


@copies.command()
@_OUT
@_LANGUAGE
def verify(out: Address, language: Language | None) -> None:
    """Compare all copies with the journal, hash by hash. 逐份核对哈希值。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.tracing import verify_copies

        return verify_copies(out, terminal)

    sys.exit(guarded(work, terminal, strict=False))


@copies.command()
@_RUN
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "sender", required=True, metavar="ADDRESS", help="Who writes. 寄件地址。")
@click.option("--limit", type=click.FloatRange(min=0), default=10.0, show_default=True, metavar="MB")
@click.option("--link", default="", metavar="URL", help="Of the folder with larger copies. 较大副本的下载地址。")
@click.option("--built", type=click.Path(file_okay=False, path_type=Path), default=Path("build"), show_default=True)
@_LANGUAGE
def outbox(run: Run, file: Path, sender: str, limit: float, link: str, built: Path, language: Language | None) -> None:
    """Write a mail for each copy in RUN to FILE's subscribers; sends nothing. 为每份副本写好邮件，不寄出。"""
    terminal = Terminal(language or wanted_language())
    if not ADDRESS.fullmatch(sender):
        raise click.BadParameter(f"{sender!r} is not one email address. 不是一个邮箱地址。")

    def work() -> int:
        from reportgen.cli.delivery import fill_outbox

        return fill_outbox(Path.cwd(), run, file, built, sender, round(limit * 1e6), link, terminal)

    sys.exit(guarded(work, terminal, strict=False))


@copies.command()
@_RUN
@click.option("--server", required=True, metavar="HOST:PORT", help="SMTP server. 邮件服务器。")
@click.option("--starttls", is_flag=True, help="Encrypt the connection. 加密连接。")
@click.option("--user", default="", help="Name; the password is in REPORTGEN_SMTP_PASSWORD. 用户名。")
@click.option("--resend", default="", metavar="COPY", help="Send this one though it may have gone out. 重寄这一份。")
@_LANGUAGE
def send(run: Run, server: str, starttls: bool, user: str, resend: str, language: Language | None) -> None:
    """Hand in the mails of RUN that wait, each once. 寄出尚未寄出的邮件，每封一次。"""
    terminal = Terminal(language or wanted_language())
    host, _, port = server.rpartition(":")
    if not host or not port.isdigit():
        raise click.BadParameter(f"{server!r} is not of the form HOST:PORT")

    def work() -> int:
        from reportgen.cli import delivery
        from reportgen.copies.post import Server

        password = os.environ.get("REPORTGEN_SMTP_PASSWORD", "")
        handed = Server(host=host, port=int(port), starttls=starttls, user=user, password=password)
        return delivery.send(run, handed, resend, terminal)

    sys.exit(guarded(work, terminal, strict=False))


@copies.command()
@click.argument("subscriber")
@_OUT
@_LANGUAGE
def forget(subscriber: str, out: Address, language: Language | None) -> None:
    """Remove from the journal which copies are SUBSCRIBER's. 从记录中删除某位订阅者。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.tracing import forget_subscriber

        return forget_subscriber(subscriber, out, terminal)

    sys.exit(guarded(work, terminal, strict=False))


@copies.command()
@click.argument("file", callback=_read_file)
@click.option("--password", default="", help="What opens the copy. 副本的密码。")
@_OUT
@_LANGUAGE
def who(file: Path, password: str, out: Address, language: Language | None) -> None:
    """Print the ids that FILE, a copy or pages of one, carries, and whose they are. 读出副本号。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.tracing import tell_whose

        return tell_whose(file, password, out, terminal)

    sys.exit(guarded(work, terminal, strict=False))
