"""Fits the networks that tell an article's blocks from the rest of its page.

    python evals/fit_body.py ../shared/data            cross-validates by site
    python evals/fit_body.py ../shared/data --write    and writes body.json

A block is the article's when most of its four-word shingles are in the known body.
Where only segments are known, the blocks that hold them are told by these, the others
weakly by trafilatura's opinion.  One hidden layer, Adam, dropout on the inputs; two
networks from two seeds stand side by side as one.

The second network sees what the first makes of the neighbours.  Of a page that it was
fitted to the first is too sure, so for the second's fitting each page is judged by a
first network that was fitted without the page's site.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

# Several threads cost more than they save on matrices of this size.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from trafilatura import extract as second_opinion

from newsfold.evaluate.items import locate
from newsfold.evaluate.pages import (
    _body_score,
    _samples,
    _shingles,
)
from newsfold.extract import (
    blocks,
    body,
    context,
    document,
    features,
    jsonld,
    meta,
)
from newsfold.extract.evidence import Evidence
from newsfold.extract.fields import Fields
from newsfold.text import charset, urls

HIDDEN, EPOCHS, RATE, DECAY, DROP, BATCH, SEEDS, FOLDS = (
    24,
    18,
    4e-3,
    3e-4,
    0.1,
    1024,
    2,
    5,
)

Sheet: TypeAlias = dict[str, Any]
"""One page: its site and set, truth, blocks, rows, labels and weights."""
Net: TypeAlias = list[np.ndarray]


def read(sample: Any) -> Sheet:
    """Blocks, rows, labels and weights of one page."""
    html, _ = charset.decode(sample.content)
    parsed, evidence = document.parse(html), Evidence()
    jsonld.read(parsed.scripts, sample.url, evidence)
    meta.read(parsed.tree, evidence)
    fields = Fields(evidence, sample.url)
    told = evidence.first("body", "json-ld")
    found = blocks.walk(parsed.tree.body)
    numbers, rows = features.rows(
        found, fields.title(), fields.excerpt(), told.value if told else ""
    )
    labels, weights = np.full(len(numbers), -1.0), np.zeros(len(numbers))
    texts = [found[number].text for number in numbers]
    words = np.array([0.3 + sum(_shingles(text).values()) / 25 for text in texts])
    if "body" in sample.truth:
        known = _shingles(sample.truth["body"])
        lines = {" ".join(line.split()) for line in sample.truth["body"].split("\n")}
        for at, text in enumerate(texts):
            own = _shingles(text)
            whole = len(text.split()) > 3 or not text.isascii()
            inside = (own & known).total() > 0.5 * own.total()
            labels[at] = inside if whole else text in lines
        weights = np.minimum(4, words)
    else:
        opinion = second_opinion(html, include_comments=False) or ""
        lines = {" ".join(line.split()) for line in opinion.split("\n")}
        if opinion:
            labels = np.array([float(text in lines) for text in texts])
            weights = 0.12 * np.minimum(3, words)
        for name, label in (("without", 0.0), ("with", 1.0)):
            for segment in map(" ".join, map(str.split, sample.truth.get(name, ()))):
                hits = [
                    at for at, text in enumerate(texts) if segment and segment in text
                ]
                for at in hits:
                    if not label or len(hits) == 1 or len(texts[at]) > 40:
                        labels[at], weights[at] = label, 2.0
    return {
        "site": urls.registrable(sample.url) or sample.url,
        "truth": sample.truth,
        "found": found,
        "numbers": numbers,
        "rows": rows,
        "labels": labels,
        "weights": weights,
    }


def fit(pages: list[Sheet], seed: int) -> Net:
    """Weights of one network: inner, inner bias, outer, outer bias."""
    rows = np.concatenate([page["rows"] for page in pages])
    labels = np.concatenate([page["labels"] for page in pages])
    weights = np.concatenate([page["weights"] for page in pages])
    rows, labels, weights = (
        x[labels >= 0].astype(np.float32) for x in (rows, labels, weights)
    )
    weights /= weights.mean()
    chance = np.random.default_rng(seed)
    inputs = rows.shape[1]
    net = [
        (chance.standard_normal((inputs, HIDDEN)) * np.sqrt(1 / inputs)).astype(
            np.float32
        ),
        np.zeros(HIDDEN, np.float32),
        (chance.standard_normal(HIDDEN) * np.sqrt(1 / HIDDEN)).astype(np.float32),
        np.zeros(1, np.float32),
    ]
    first, second = [np.zeros_like(p) for p in net], [np.zeros_like(p) for p in net]
    step = 0
    for epoch in range(EPOCHS):
        order = chance.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            given = (
                rows[batch] * (chance.random((len(batch), inputs)) > DROP) / (1 - DROP)
            )
            given = given.astype(np.float32)
            raw = given @ net[0] + net[1]
            hidden = np.maximum(raw, 0)
            likely = 1 / (1 + np.exp(-np.clip(hidden @ net[2] + net[3], -30, 30)))
            error = (likely - labels[batch]) * weights[batch] / len(batch)
            back = np.outer(error, net[2]) * (raw > 0)
            slopes = [
                given.T @ back + DECAY * net[0],
                back.sum(0),
                hidden.T @ error + DECAY * net[2],
                np.array([error.sum()], np.float32),
            ]
            step += 1
            for at, slope in enumerate(slopes):
                first[at] = 0.9 * first[at] + 0.1 * slope
                second[at] = 0.999 * second[at] + 0.001 * slope**2
                ahead = first[at] / (1 - 0.9**step)
                size = np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8
                net[at] = net[at] - RATE * (1 - epoch / EPOCHS) * ahead / size
    return net


def together(nets: list[Net]) -> Net:
    """Several networks as one: their scores' mean."""
    return [
        np.concatenate([net[0] for net in nets], axis=1),
        np.concatenate([net[1] for net in nets]),
        np.concatenate([net[2] for net in nets]) / len(nets),
        np.mean([net[3] for net in nets], axis=0),
    ]


def answer(net: Net, rows: np.ndarray) -> np.ndarray:
    """How likely each row is the article's."""
    score = np.maximum(rows @ net[0] + net[1], 0) @ net[2] + net[3]
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def seconds(page: Sheet, first: np.ndarray) -> Sheet:
    """The page as the second network sees it, given the first one's answers."""
    likely = np.zeros(len(page["found"]), np.float32)
    likely[page["numbers"]] = first
    if not page["numbers"]:
        return page | {"rows": np.empty((0, len(features.FEATURES + context.CONTEXT)))}
    around = context.rows(page["found"], page["numbers"], likely)
    return page | {"rows": np.hstack((page["rows"], around))}


def both(pages: list[Sheet], folds: list[int]) -> tuple[Net, Net]:
    """The two networks, fitted to `pages`, whose sites `folds` parts."""
    firsts = {}
    for out in set(folds):
        rest = [page for page, fold in zip(pages, folds, strict=True) if fold != out]
        firsts[out] = together([fit(rest, seed) for seed in range(SEEDS)])
    again = [
        seconds(page, answer(firsts[fold], page["rows"]))
        for page, fold in zip(pages, folds, strict=True)
    ]
    return (
        together([fit(pages, seed) for seed in range(SEEDS)]),
        together([fit(again, seed) for seed in range(SEEDS)]),
    )


def judge(pages: list[Sheet], nets: list[tuple[Net, Net]]) -> dict[str, float]:
    """Body F1 by set and segment F1, with what `body` makes of each page's scores."""
    scores, kept, missed, wrong = {}, 0, 0, 0
    for page, (first, second) in zip(pages, nets, strict=True):
        likely = np.zeros(len(page["found"]), np.float32)
        again = seconds(page, answer(first, page["rows"]))
        likely[page["numbers"]] = answer(second, again["rows"])
        text = "\n\n".join(block.text for block in body.kept(page["found"], likely))
        truth, flat = page["truth"], " ".join(text.split())
        if "body" in truth:
            scores.setdefault(page["set"], []).append(_body_score(truth["body"], text))
        for segment in map(" ".join, map(str.split, truth.get("with", ()))):
            kept, missed = kept + (segment in flat), missed + (segment not in flat)
        for segment in map(" ".join, map(str.split, truth.get("without", ()))):
            wrong += segment in flat
    means = {name: round(float(np.mean(values)), 4) for name, values in scores.items()}
    return means | {"segments": round(2 * kept / max(1, 2 * kept + missed + wrong), 4)}


def main(data: Path, *, write: bool) -> None:
    pages = []
    for truth in locate(data, "*/truth.jsonl", "pages/*/truth.jsonl"):
        name = truth.parent.name
        pages += [read(sample) | {"set": name} for sample in _samples(truth)]
    sites = sorted(Counter(page["site"] for page in pages))
    shuffled = np.random.default_rng(0).permutation(len(sites)) % FOLDS
    fold_of = dict(zip(sites, shuffled.tolist(), strict=True))
    folds = [fold_of[page["site"]] for page in pages]
    if write:
        nets = both(pages, folds)
        print("on the same pages:", judge(pages, [nets] * len(pages)), flush=True)
        store(nets)
    unseen = {}
    for out in range(FOLDS):
        inner = [at for at, fold in enumerate(folds) if fold != out]
        unseen[out] = both([pages[at] for at in inner], [folds[at] for at in inner])
    print("on sites not seen:", judge(pages, [unseen[fold] for fold in folds]))


def store(nets: tuple[Net, Net]) -> None:
    columns = (features.FEATURES, features.FEATURES + context.CONTEXT)
    told = []
    for net, names in zip(nets, columns, strict=True):
        rows = ",\n".join(json.dumps([round(float(v), 3) for v in r]) for r in net[0])
        rest = {
            "inner_bias": [round(float(v), 3) for v in net[1]],
            "outer": [round(float(v), 4) for v in net[2]],
            "outer_bias": round(float(net[3][0]), 4),
            "features": names,
        }
        lines = [
            f'"inner": [\n{rows}\n]',
            *(f'"{k}": {json.dumps(v)}' for k, v in rest.items()),
        ]
        told.append("{\n" + ",\n".join(lines) + "\n}")
    path = files("newsfold.extract").joinpath("body.json")
    path.write_text("[\n" + ",\n".join(told) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
