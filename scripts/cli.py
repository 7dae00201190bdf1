"""The command line: all printing and every exit start here."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
import time
import traceback
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Callable, Iterator

from scripts.check.layout import advise
from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.problem import MENDABLE, Problem
from scripts.drafts.examples import read_examples
from scripts.drafts.learned import LEARNED, dump
from scripts.project import ROOT


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 when all is well, 1 when not, 2 for a wrong call."""
    args = _parser().parse_args(arguments)
    return args.run(args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts", description="ごめんのつづきの言葉を確かめ、サイトを作ります。")
    verbs = parser.add_subparsers(metavar="verb", required=True)

    def verb(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    added = verb("check", _check, "corpus/ のすべてのファイルを確かめ、問題を一行ずつ知らせる")
    added.add_argument("paths", nargs="*", help="この道すじで始まるファイルの問題だけを知らせる")
    added.add_argument("--format", choices=("text", "github"), default="text", help="github: プルリクエストの行に注釈をつける形")
    added.add_argument("--frame", action=argparse.BooleanOptionalAction, default=None, help="問題の行と、決まりのページも見せる(画面に出すときの既定)")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("fix", _fix, "check が「make fix で直せます」と言うところを直し、書き方をそろえる")
    added.add_argument("paths", nargs="*", help="この道すじで始まるファイルだけを直す")
    added.add_argument("--dry-run", action="store_true", help="書かずに、変わる行だけを見せる")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("new", _new, "問いに答えて、新しい言葉(または Q&A、NG)のファイルを作る")
    added.add_argument("kind", nargs="?", choices=("phrase", "qa", "ng"), default="phrase", help="phrase(言葉、既定)、qa、ng")
    added.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="問いの答えを先に渡す(scene=friend など。tone をくり返すと次の言い方になる)")
    added.add_argument("--name", help="ファイルの名前(id)")
    added.add_argument("--yes", action="store_true", help="何も問わない。足りないものがあれば、言って終わる")
    added.add_argument("--port", type=int, default=8000, help="make serve の番号(できたものを見る先)")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("from-issue", _from_issue, "Issue のフォームの本文(標準入力)から、言葉のファイルを書く")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("generate", _generate, "モデルと語彙から作るファイル(Issue のフォーム、エディターの Schema)を書き直す")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("coverage", _coverage, "場面・段階・原因・口調ごとに、言葉がいくつあるか、どこに足りないかを見せる")
    added.add_argument("--format", choices=("text", "json"), default="text", help="json: プログラムで読む形")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("review", _review, "分かれたところからの変更を、見る人のためのコメント(Markdown)にする")
    source = added.add_mutually_exclusive_group(required=True)
    source.add_argument("--base", help="比べるもと(main など)")
    source.add_argument("--read", type=Path, help="--format json で書いたものを確かめて、Markdown にする")
    added.add_argument("--format", choices=("markdown", "json"), default="markdown", help="json: 別の手順に渡す形")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    added = verb("helplines", _helplines, "確かめてから一年が過ぎた相談窓口を知らせる")
    added.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="今日の日付")
    added.add_argument("--format", choices=("text", "github"), default="text", help="github: 行に注釈をつける形")
    added.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    verb("learn", _learn, "下書きチェックの見分け方を、corpus/learning の例文から学び直す")
    verb("pages", _pages, "MkDocs に渡す Markdown を build/docs に書く")
    added = verb("build", _build, "site/ を作る")
    added.add_argument("--output", type=Path, default=ROOT / "site", help="作る場所(既定: site)")
    added.add_argument("--builder", choices=("mkdocs", "zensical"), default="mkdocs", help="Markdown からページを作るもの(既定: mkdocs)")
    added = verb("serve", _serve, "手元で表示し、保存するたびに作り直す")
    added.add_argument("--port", type=_port, default=8000)
    verb("browser", _browser, "テストに使う Chromium を見つける。なければ入れる")
    added = verb("bench", _bench, "大きさの違うコーパスで、組み立ての速さと重さを一つの表に並べる")
    added.add_argument("--sizes", type=int, nargs="+", default=(100, 1_000, 10_000), metavar="COUNT", help="言葉(意図)の数(既定: 100 1000 10000)")
    added.add_argument("--work", type=Path, default=ROOT / "build/bench-scale", help="途中のものを置く場所(既定: build/bench-scale)")
    added = verb("bench-corpus", _bench_corpus, "測るための大きな corpus/ を、いまの言葉を組みかえて作る")
    added.add_argument("count", type=int, help="言葉(意図)の数")
    added.add_argument("target", type=Path, help="置く場所(この中に corpus/ docs/ overrides/ mkdocs.yml ができる)")
    added.add_argument("--seed", type=int, default=7, help="同じ数からは同じ言葉ができる")
    added = verb("bench-search", _bench_search, "検索の質、速さ、重さを、ほかの検索と一つの表に並べる")
    added.add_argument("--queries", type=Path, default=ROOT / "tests/search/queries.yml", help="評価つきの問い(既定: tests/search/queries.yml)")
    added.add_argument("--only", nargs="+", choices=("material", "extended", "plain", "ours"), default=("material", "extended", "plain", "ours"),
                       metavar="NAME", help="material extended plain ours のうち、測るもの")
    added.add_argument("--phrases", type=int, metavar="N", help="いまの言葉を組みかえて、N の言葉(意図)にして測る")
    added.add_argument("--work", type=Path, default=ROOT / "build/bench", help="途中のものを置く場所(既定: build/bench)")
    added.add_argument("--detail", type=Path, help="問いと答えのすべてを JSON で書く場所")
    return parser


def _check(args: argparse.Namespace) -> int:
    wanted = _wanted(args)
    if args.paths:
        from scripts.check.some import check_some, narrowed
        loaded, shown = check_some(args.root, wanted)
        advices = advise(narrowed(loaded, wanted))
    else:
        loaded = load(args.root)
        shown, advices = check(loaded), iter(())
    shown = sorted([*shown, *read_examples(args.root, loaded, wanted)[1]])
    framed = sys.stdout.isatty() if args.frame is None else args.frame
    _print_problems(shown, args.format, args.root if framed else None)
    for advice in advices:
        _say(f"::notice file={advice.path},line={advice.line},col={advice.column},title={advice.code}::{advice.said}" if args.format == "github" else str(advice))
    _say(f"{len(shown)} 件の問題があります。" if shown else "問題はありません。")
    return bool(shown)


def _wanted(args: argparse.Namespace) -> Callable[[PurePosixPath], bool]:
    """Whether a file is one of those that were named; all are when none was."""
    starts = tuple(_in_project(path, args.root) for path in args.paths)
    return lambda path: not starts or str(path).startswith(starts)


def _in_project(path: str, root: Path) -> str:
    """A path as it was typed, from the root of the project."""
    full = Path(os.path.abspath(path))
    return full.relative_to(root.resolve()).as_posix() if full.is_relative_to(root.resolve()) else path.rstrip("/")


def _fix(args: argparse.Namespace) -> int:
    from scripts.write.fix import fix
    mended = fix(args.root, _wanted(args))
    for file in mended:
        print(f"{file.path}: {'、'.join(sorted({problem.code for problem in file.problems}))}")
        print("\n".join(f"  {line}" for line in file.changes()))
        if not args.dry_run:
            (args.root / file.path).write_bytes(file.after)
    _say(f"{len(mended)} ファイルを{'直せます' if args.dry_run else '直しました'}。" if mended else "直すところはありません。")
    return 0


def _print_problems(problems: list[Problem], form: str = "text", framed: Path | None = None) -> None:
    """One line for each; with the line of the file below, read in the project `framed`."""
    for problem in problems:
        if form == "github":
            message = (problem.message + (MENDABLE if problem.edits else "")).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            print(f"::error file={problem.path},line={problem.line},col={problem.column},title={problem.code}::{message}")
        else:
            print(problem)
            if framed:
                from scripts.check.frame import frame
                from scripts.project import site_url
                print(frame(problem, framed, site_url()))


def _new(args: argparse.Namespace) -> int:
    from scripts.write.draft import save
    from scripts.write.new import Missing, Talk, compose
    given: dict[str, list[str]] = {"name": [args.name]} if args.name else {}
    for pair in args.set:
        key, _, value = pair.partition("=")
        given.setdefault(key.strip(), []).append(value.replace("\\n", "\n"))
    try:
        tried = compose(Talk(load(args.root), given, _say, None if args.yes else input), args.kind, args.root)
        if tried is None:
            _say("やめました。何も書いていません。")
            return 1
        save(args.root, tried.path, tried.data)
    except Missing as error:
        for line in error.lines:
            _say(line)
        _say("何も書いていません。")
        return 1
    except (KeyboardInterrupt, EOFError):
        _say("\nやめました。何も書いていません。")
        return 130
    except OSError as error:
        _say(f"ファイルを書けませんでした({error.strerror}: {error.filename})。")
        return 1
    print(tried.path)
    _show_entry(args, tried.path.stem)
    return 0


def _show_entry(args: argparse.Namespace, entry_id: str) -> None:
    """Say where the preview shows an entry, and open it if the preview runs."""
    from scripts.site.build import site_of
    from scripts.site.serve import is_serving
    address = f"http://127.0.0.1:{args.port}/{site_of(load(args.root), args.root).urls[entry_id]}"
    if not is_serving(args.root, args.port):
        _say(f"make serve を動かすと、ここで見られます: {address}")
        return
    _say(f"ここで見られます: {address}")
    if not args.yes:
        import webbrowser
        try:
            webbrowser.open(address)
        except (OSError, webbrowser.Error):
            pass  # no browser on this machine; the address is on the screen


def _from_issue(args: argparse.Namespace) -> int:
    from scripts.write.draft import save
    from scripts.write.issue import MOST, Incomplete, comment, phrase_of
    body = sys.stdin.buffer.read(MOST * 4 + 1).decode("utf-8", "replace")
    try:
        tried = phrase_of(body, load(args.root), args.root)
        save(args.root, tried.path, tried.data)
    except Incomplete as error:
        print(comment(error.faults), end="")
        return 1
    except OSError as error:
        print(comment((("id", f"ファイルを書けませんでした({error.strerror})。"),)), end="")
        return 1
    print(tried.path)
    return 0


def _generate(args: argparse.Namespace) -> int:
    from scripts.site.files import write_if_changed
    from scripts.write.generated import generated
    for path, text in generated(load(args.root).corpus).items():
        if write_if_changed(args.root / path, text):
            print(path)
    return 0


def _coverage(args: argparse.Namespace) -> int:
    from scripts.coverage.count import cover
    from scripts.coverage.report import data, text
    from scripts.corpus.vocabulary import FACETS
    corpus = load(args.root).corpus
    if any(facet not in corpus.vocabularies for facet in FACETS):
        _say("語彙を読めないので数えられません。check で直すところを確かめてください。")
        return 0
    coverage = cover(corpus)
    print(data(coverage) if args.format == "json" else text(coverage, corpus.vocabularies))
    return 0


def _review(args: argparse.Namespace) -> int:
    from scripts.review.change import NoBase, change
    from scripts.review.collect import collect
    from scripts.review.comment import markdown
    from scripts.review.model import MOST_BYTES, BadReview, read
    try:
        if args.read:
            with args.read.open("rb") as stream:
                review = read(stream.read(MOST_BYTES + 1))
        else:
            changed, loaded = change(args.root, args.base), load(args.root)
            review = collect(changed, loaded.corpus, check(loaded))
    except (NoBase, BadReview) as error:
        _say(str(error))
        return 1
    print(review.model_dump_json() if args.format == "json" else markdown(review), end="")
    return 0


def _helplines(args: argparse.Namespace) -> int:
    from scripts.check.stale import stale
    problems = sorted(stale(load(args.root).corpus, args.on))
    _print_problems(problems, args.format)
    _say(f"{len(problems)} 件の窓口を確かめてください。" if problems else "どの窓口も、一年のうちに確かめられています。")
    return bool(problems)


def _pages(args: argparse.Namespace) -> int:
    from scripts.site.build import read_site, write_pages
    return _guarded(lambda: _say(f"{len(write_pages(ROOT, read_site(ROOT), ROOT / 'build/docs'))} ファイルを書きました。"))


def _build(args: argparse.Namespace) -> int:
    from scripts.site.build import build

    def run() -> None:
        with _steps() as step:
            build(ROOT, args.output.resolve(), step, builder=args.builder)

    done = _guarded(run)
    if done == 0:
        _say(f"できました: {args.output}")
    return done


def _serve(args: argparse.Namespace) -> int:
    from scripts.site.serve import serve
    return _guarded(lambda: serve(ROOT, args.port, _say, _print_problems))


def _browser(args: argparse.Namespace) -> int:
    from scripts.browser import NoBrowser, ensure
    try:
        _say(f"Chromium: {ensure()}")
        return 0
    except NoBrowser as error:
        _say(str(error))
        return 1


def _learn(args: argparse.Namespace) -> int:
    try:
        from scripts.drafts.learn import learn
    except ModuleNotFoundError as error:
        _say(f"{error.name} がありません。`make learn` で実行してください。")
        return 1
    loaded = load(ROOT)
    examples, problems = read_examples(ROOT, loaded)
    if problems := sorted([*loaded.problems, *problems]):
        _print_problems(problems, "text", ROOT)
        return 1
    LEARNED.write_text(dump(learn(loaded.corpus, examples)), "utf-8")
    _say(f"{sum(len(said.said) + len(said.fine) for said in examples.said.values()):,} の文と {len(examples.drafts):,} の下書きから学び、{LEARNED.relative_to(ROOT)} を書きました。")
    return 0


def _bench(args: argparse.Namespace) -> int:
    from scripts.bench.corpora import CannotGrow
    from scripts.bench.scale import BenchError, bench

    def run() -> None:
        try:
            print(bench(ROOT, args.work.resolve(), _say, args.sizes))
        except (BenchError, CannotGrow) as error:
            _say(str(error))
            raise SystemExit(1) from None
    return _guarded(run)


def _bench_corpus(args: argparse.Namespace) -> int:
    from scripts.bench.corpora import write_project
    return _guarded(lambda: _growing(lambda: write_project(ROOT, args.target.resolve(), args.count, args.seed)))


def _bench_search(args: argparse.Namespace) -> int:
    try:
        from scripts.bench.search import bench, detail
    except ImportError as error:
        _say(f"{error.name} がありません。`make bench-search` で実行してください。")
        return 1

    def run() -> None:
        lines, results = bench(ROOT, args.work.resolve(), args.queries, _say, args.only, args.phrases)
        print(lines)
        if args.detail:
            args.detail.write_text(detail(results), "utf-8")
    return _guarded(lambda: _growing(run))


def _growing(run: Callable[[], None]) -> None:
    """Run what makes a corpus larger; what can't be made is said."""
    from scripts.bench.corpora import CannotGrow
    try:
        run()
    except CannotGrow as error:
        _say(f"{error}\nこれらの言葉が、check に通る形になりませんでした。数か種(--seed)を変えてください。")
        raise SystemExit(1) from None


def _place_in_template(error: Exception) -> str:
    """The deepest line of a template that the error came through; a syntax error says its own."""
    if (name := getattr(error, "filename", None)) and (line := getattr(error, "lineno", None)):
        return f"{_in_project(name, ROOT)}:{line}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith((".jinja", ".html"))]
    return f"{_in_project(frames[-1].filename, ROOT)}:{frames[-1].lineno}" if frames else "場所はわかりません"


def _guarded(run: Callable[[], object]) -> int:
    """Run a step; every foreseeable failure becomes a clear line and exit 1."""
    from jinja2 import TemplateError

    from scripts.search.index import PagefindError
    from scripts.site.aside import StepDied
    from scripts.site.build import CorpusProblems
    from scripts.site.files import Busy
    from scripts.site.generator import GeneratorError
    from scripts.site.serve import PortInUse
    try:
        run()
        return 0
    except CorpusProblems as error:
        _print_problems(error.problems)
        _say(f"{len(error.problems)} 件の問題があります。直すまで site/ は前のままです。")
    except Busy:
        _say("別のビルドが動いています。終わってから、もう一度実行してください。")
    except GeneratorError as error:
        _say(f"ページを組み立てられませんでした。site/ は前のままです。\n{error}")
    except TemplateError as error:
        _say(f"テンプレートに誤りがあります({_place_in_template(error)})。site/ は前のままです。\n{error.message or error}")
    except PagefindError as error:
        _say(f"{error}\nsite/ は前のままです。")
    except StepDied as error:
        _say(f"組み立ての作業の一つが途中で止まりました(終了コード {error})。メモリの空きを確かめて、もう一度実行してください。site/ は前のままです。")
    except PortInUse as error:
        _say(f"ポート {error} はほかのプログラムが使っています。`make serve PORT=8001` のように別の番号を指定してください。")
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        _say(f"ファイルを書けませんでした({_FAULTS.get(error.errno or 0, error.strerror)}{where})。空き容量と書き込みの権限を確かめてください。site/ は前のままです。")
    except KeyboardInterrupt:
        _say("止めました。")
        return 130
    return 1


_FAULTS = {errno.ENOSPC: "空き容量がありません", errno.EDQUOT: "使ってよい容量を超えました", errno.EROFS: "読み取り専用の場所です", errno.EACCES: "書き込みの権限がありません",
           errno.EPERM: "書き込みの権限がありません", errno.ENOTDIR: "フォルダーではありません", errno.EBUSY: "ほかで使われている場所です", errno.ENOENT: "場所がありません"}
"""What the system says in English, by its number."""


def _port(text: str) -> int:
    """A port's number, for argparse."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 65535:
        raise argparse.ArgumentTypeError("1 から 65535 までの番号を書いてください")
    return int(text)


@contextlib.contextmanager
def _steps() -> Iterator[Callable[[str], None]]:
    """Says each step as it begins and, behind it, how long it took; on a terminal only, so that a workflow's log stays short."""
    began: list[float] = []

    def end() -> None:
        if began:
            print(f" {time.monotonic() - began.pop():.1f} 秒", file=sys.stderr, flush=True)

    def begin(line: str) -> None:
        if sys.stderr.isatty():
            end()
            print(f"{line} …", end="", file=sys.stderr, flush=True)
            began.append(time.monotonic())

    try:
        yield begin
    finally:
        end()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
