"""Folding beside what people use for it: how well, how fast, on the same terms.

    python benchmarks/peers.py [DATA] [--window 100000]

First the labelled data.  Newsfold folds it article by article, with its one setting.
The peers get all of it at once, the same terms as TF-IDF vectors of length 1, and of
many settings the one that fits the labels best, which nobody has who has no labels.
BERTopic is measured where it is installed; it is asked for groups only, not for words.

Then all of a growing stream at once, without the reading.  Last the look-up in a large
window, of the stream of `folding.py`: what an article costs until it is known which
others are like it.  The peers compare it with every article and keep the best;
Newsfold looks up by the weightiest terms, and to place an article it compares it
exactly with the stories found, and joins one.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, for all
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import numpy as np
from folding import HOURS, ROOT, reading, stream
from hdbscan import HDBSCAN
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sparse_dot_topn import sp_matmul_topn

from newsfold.cluster import Window
from newsfold.cluster.timeline import Timeline
from newsfold.dedupe import Index
from newsfold.evaluate.grouping import agreement
from newsfold.evaluate.items import article, lines, pairs
from newsfold.model import Article, Reading
from newsfold.read import language, read
from newsfold.read.terms import terms

BEST = 32
"""Articles that a look-up returns."""

BATCH = 500
"""Articles that the peers look up at once."""


def vectors(bags: list[dict[str, float]]) -> csr_matrix:
    """A row an article: its terms by TF-IDF, of length 1."""
    places: dict[str, int] = {}
    rows, columns, weights = [], [], []
    for row, bag in enumerate(bags):
        for term, weight in bag.items():
            rows.append(row)
            columns.append(places.setdefault(term, len(places)))
            weights.append(weight)
    shape = (len(bags), len(places))
    table = csr_matrix((weights, (rows, columns)), shape, dtype=np.float32)
    held = np.bincount(table.indices, minlength=shape[1])
    table.data *= np.log(len(bags) / held)[table.indices].astype(np.float32)
    norms = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    table.data /= np.maximum(norms, 1e-9).repeat(np.diff(table.indptr))
    return table


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds, and what came of them."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


# -- the labelled data ----------------------------------------------------------------

Truth = Mapping[str, str]


def sets(data: Path) -> Iterator[tuple[str, list[Article], Truth]]:
    wire = data / "wire"
    truth = {row[0]: row[1] for row in pairs(wire / "stories-dev.tsv")}
    yield "wire", [article(row) for row in lines(wire / "items.jsonl")], truth
    rows = lines(data / "stories" / "headlines-dev.jsonl")
    articles = sorted((article(row) for row in rows), key=lambda a: (a.time, a.id))
    yield "headlines", articles, {str(row["id"]): row["story"] for row in rows}


def ours(articles: list[Article], readings: list[Reading]) -> dict[str, str]:
    """Copies looked for, placed, settled: all but the reading."""
    index, timeline = Index(), Timeline(Window())
    for one, told in zip(articles, readings, strict=True):
        copy = index.find(one, told)
        index.add(one, told)
        timeline.add(told, copy.of if copy else "")
    placed, _ = timeline.settle()
    return {name: placement.story for name, placement in placed.items()}


def apart(table: csr_matrix) -> Any:
    """Cosine distances."""
    return np.clip(1.0 - (table @ table.T).toarray(), 0.0, 1.0).astype(np.float64)


def average_link(table: csr_matrix) -> Iterator[tuple[str, Callable[[], Any]]]:
    for at in (*np.arange(0.4, 0.94, 0.05), 0.95, 0.97, 0.98, 0.99):
        model = AgglomerativeClustering(
            None, metric="precomputed", linkage="average", distance_threshold=at
        )
        yield f"distance {at:.2f}", lambda m=model: m.fit_predict(apart(table))


def hdbscan(table: csr_matrix) -> Iterator[tuple[str, Callable[[], Any]]]:
    for method in ("eom", "leaf"):
        for size in (2, 3, 5):
            for at in (0.0, 0.5, 0.6, 0.7, 0.8):
                model = HDBSCAN(
                    size,
                    min_samples=1,
                    cluster_selection_epsilon=at,
                    cluster_selection_method=method,
                    metric="precomputed",
                )
                name = f"{method}, size {size}, epsilon {at}"
                yield name, lambda m=model: m.fit_predict(apart(table))


def bertopic(table: csr_matrix) -> Iterator[tuple[str, Callable[[], Any]]]:
    if not find_spec("bertopic"):
        return
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction
    from sklearn.decomposition import TruncatedSVD
    from umap import UMAP

    texts = ["some text"] * table.shape[0]  # words of topics are not asked for
    for reduction in ("umap", "none"):
        for size in (2, 3, 5):

            def run(reduction: str = reduction, size: int = size) -> Any:
                dense = TruncatedSVD(200, random_state=1).fit_transform(table)
                shrink = (
                    UMAP(15, 5, min_dist=0.0, metric="cosine", random_state=1)
                    if reduction == "umap"
                    else BaseDimensionalityReduction()
                )
                model = BERTopic(
                    umap_model=shrink,
                    hdbscan_model=HDBSCAN(size, min_samples=1),
                )
                return model.fit_transform(texts, dense)[0]

            yield f"{reduction}, size {size}", run


def alone(labels: Iterable[int]) -> list[str]:
    """What a peer calls noise stands alone."""
    return [f"alone {at}" if one < 0 else str(one) for at, one in enumerate(labels)]


def quality(data: Path) -> None:
    print(
        f"{'set':<10} {'folded by':<13} {'F1':>6} {'company':>8} {'operations':>11}"
        f" {'CPU s':>7}  setting"
    )
    for name, articles, truth in sets(data):
        readings = [read(one) for one in articles]
        order = [one.id for one in articles]
        table = vectors([one.terms for one in readings])
        seconds, found = timed(lambda a=articles, r=readings: ours(a, r))
        told(name, "newsfold", agreement(found, truth), seconds, "the one it has")
        for peer in (average_link, hdbscan, bertopic):
            best: tuple[float, dict[str, Any], float, str] | None = None
            for setting, work in peer(table):
                seconds, labels = timed(work)
                found = dict(zip(order, alone(labels), strict=True))
                figures = agreement(found, truth)
                if best is None or figures["all"]["f1"] > best[0]:
                    best = (figures["all"]["f1"], figures, seconds, setting)
            if best is None:
                print(f"{name:<10} {peer.__name__:<13} not installed")
            else:
                told(name, peer.__name__, best[1], best[2], f"best: {best[3]}")


def told(
    name: str, peer: str, figures: dict[str, Any], seconds: float, setting: str
) -> None:
    print(
        f"{name:<10} {peer:<13} {figures['all']['f1']:6.3f}"
        f" {figures['company']['f1']:8.3f} {figures['operations']:11.1f}"
        f" {seconds:7.2f}  {setting}",
        flush=True,
    )


# -- as the stream grows ---------------------------------------------------------------


def growth(data: Path, largest: int) -> None:
    """All of a stream folded once; the peers hold every pair of it in memory."""
    print(
        f"\n{'articles':>8} {'newsfold':>10} {'average link':>13} {'HDBSCAN':>9}  CPU s"
    )
    for size in (1_000, 3_000, 10_000, 20_000):
        if size > largest:
            return
        articles = stream(data, size, Random(1))
        told = [reading(next(articles)) for _ in range(size)]
        table = vectors([one.terms for one in told])
        seconds, _ = timed(lambda t=told: folded(t))
        linked, _ = timed(dict(average_link(table))[LINKED])
        dense, _ = timed(dict(hdbscan(table))[DENSE])
        print(f"{size:8,} {seconds:10.1f} {linked:13.1f} {dense:9.1f}", flush=True)


LINKED, DENSE = "distance 0.85", "leaf, size 2, epsilon 0.7"
"""Settings that fit the wire best; the others take as long."""


def folded(readings: list[Reading]) -> None:
    timeline = Timeline(Window(HOURS))
    for one in readings:
        timeline.add(one)
    timeline.settle()


# -- the window -----------------------------------------------------------------------


def window(data: Path, size: int) -> None:
    articles = stream(data, size, Random(1))
    held = [reading(next(articles)) for _ in range(size)]
    later = [next(articles) for _ in range(max(2_000, size // 20))]
    new = [reading(one) for one in later]

    timeline = Timeline(Window(HOURS))
    for one in held:
        timeline.add(one)
    timeline.settle()
    placing, _ = timed(lambda: [timeline.add(one) for one in new])
    settling, _ = timed(timeline.settle)
    reads, _ = timed(lambda: [terms(one, language(one)) for one in later])
    open_ = timeline._window
    voices = [open_._voice(one) for one in [*open_._articles.values()][-BATCH:]]
    index = open_._index
    looks, _ = timed(lambda: [index.nearest(v.terms, v.weights, BEST) for v in voices])

    batch = new[:BATCH]
    table = vectors([one.terms for one in (*held, *batch)])
    known, asked = table[:size].T.tocsr(), table[size:]
    topn, _ = timed(lambda: sp_matmul_topn(asked, known, top_n=BEST, threshold=0.01))
    product, _ = timed(lambda: largest(asked @ known))

    place = placing / len(new)
    whole = (placing + settling + reads) / len(new)
    print(f"\n{size:,} articles in the window, on the same terms")
    for name, each in (
        ("newsfold: the nearest found, by the weightiest terms", looks / BATCH),
        ("newsfold: placed", place),
        ("newsfold: the whole fold, terms and settling in it", whole),
        ("sparse_dot_topn: the nearest found", topn / BATCH),
        ("scipy: the nearest found", product / BATCH),
    ):
        print(
            f"  {name:<52} {1 / each:7,.0f} a second"
            f"   {each / (looks / BATCH):5.1f} of the look-up,"
            f" {each / whole:5.1f} of the whole"
        )


def largest(found: csr_matrix) -> list[Any]:
    """The best columns of each row of a product."""
    best = []
    for start, end in zip(found.indptr[:-1], found.indptr[1:], strict=True):
        values = found.data[start:end]
        most = min(BEST, len(values))
        chosen = np.argpartition(values, -most)[-most:] if most else []
        best.append(found.indices[start:end][chosen])
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    where = os.environ.get("NEWSFOLD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("data", type=Path, nargs="?", default=Path(where))
    parser.add_argument("--window", type=int, default=100_000)
    given = parser.parse_args()
    quality(given.data)
    growth(given.data, given.window)
    window(given.data, given.window)


if __name__ == "__main__":
    main()
