"""Figures of other packages for inputs made by seed: `PYTHON tests/peer_figures.py PEER > tests/cases/peers/PEER.json`.

Packages that cannot be installed beside ours are run by a Python that has them; this file needs nothing else. What it
writes are cases of measures, with the version that they are from, which `test_agreement_peers.py` holds ours against.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from itertools import pairwise, product
from random import Random
from typing import Any

Case = dict[str, Any]
SCALES = {"nominal": "identity", "linear": "linear", "interval": "quadratic", "ordinal": "ordinal", "ratio": "ratio"}
"""What weights are called by us, and by irrCAC."""
COMMITS = {"coval": "6de3913"}
"""Versions of what is in no index."""
SEEDS = range(30)
ROUNDS = 50


def rated(random: Random, annotators: int, labels: Sequence[int], missing: float = 0.2) -> list[list[int | None]]:
    """Items with a label of each annotator, mostly the same; each has two labels or more."""
    found: list[list[int | None]] = []
    while len(found) < 12:
        common = random.choice(labels)
        given = [common if random.random() < 0.6 else random.choice(labels) for _ in range(annotators)]
        item = [None if random.random() < missing else label for label in given]
        if len(item) - item.count(None) > 1:
            found.append(item)
    return found


def irrcac() -> Iterator[Case]:
    """Gwet's coefficients and those that his handbook generalises, of several annotators, and of two."""
    raw, table, weighing, pandas = map(import_module, ("irrCAC.raw", "irrCAC.table", "irrCAC.weights", "pandas"))
    for seed, (scale, called) in product(SEEDS[:6], SCALES.items()):
        random = Random(f"{seed} {scale}")
        labels = random.sample([1, 2, 3, 5, 8], random.randint(2, 4))
        items = rated(random, random.randint(2, 5), labels)
        several = raw.CAC(pandas.DataFrame(items, dtype=float), weights=called, digits=15)
        names = {"ac": several.gwet, "fleiss": several.fleiss, "bennett-s": several.bp}
        if scale != "ordinal":  # Krippendorff's ranks weigh by how often they were given, those of irrCAC do not
            names["alpha"] = several.krippendorff
        yield _rated(items, scale, names)
        items = rated(random, 2, labels, 0)
        used = sorted({label for item in items for label in item if label is not None})
        counts = [[sum(item == [a, b] for item in items) for b in used] for a in used]
        two = table.CAC(pandas.DataFrame(counts, used, used), weights=weighing.Weights(used)[called], digits=15)
        yield _rated(items, scale, {"kappa": two.cohen, "pi": two.scott, "ac": two.gwet, "bennett-s": two.bp})


def _rated(items: list[list[int | None]], scale: str, names: dict[str, Callable[[], Any]]) -> Case:
    expect = {name: float(figure()["est"]["coefficient_value"]) for name, figure in names.items()}
    return {"ratings": [[1, *item] for item in items], "parameters": {"weights": scale}, "expect": expect}


def marks(random: Random) -> dict[str, list[list[Any]]]:
    """Marks of two annotators. None overlaps more than one of the other, so that there is one way to pair them."""
    sides: dict[str, list[list[Any]]] = {"ada": [], "ben": []}
    for at in range(0, 20 * random.randint(1, 8), 20):
        start, end, label = at + random.randint(0, 4), at + random.randint(6, 12), random.choice("XYZ")
        for own in sides.values():
            moved = [random.randint(-1, 2) if random.random() < 0.4 else 0 for _ in range(2)]
            if random.random() < 0.8:
                place = max(0, start + moved[0]), end + moved[1]
                own.append([*place, label if random.random() < 0.7 else random.choice("XYZ")])
    return sides


def nervaluate() -> Iterator[Case]:
    """The schemes of SemEval-2013, of one document; over several its partial figures lose what is half right."""
    evaluator = import_module("nervaluate").Evaluator
    schemes = {"f1-exact": "strict", "f1-span": "exact", "f1-partial": "partial", "f1-type": "ent_type"}
    for seed in SEEDS:
        sides = marks(Random(seed))
        if all(sides.values()):
            gold, other = (
                [{"label": label, "start": start, "end": end - 1} for start, end, label in own]
                for own in sides.values()
            )
            found = evaluator([gold], [other], tags=list("XYZ"), loader="dict").evaluate()["overall"]
            expect = {
                f"{part}{name.removeprefix('f1-')}": float(getattr(found[scheme], field))
                for name, scheme in schemes.items()
                for part, field in (("f1-", "f1"), ("precision-", "precision"), ("recall-", "recall"))
            }
            yield {"layers": sides, "gold": "ada", "expect": expect}


def segeval() -> Iterator[Case]:
    """Segmentations of a row of atoms. Windows of one atom are left out: there it takes two."""
    peer = import_module("segeval")
    for seed in SEEDS:
        random = Random(seed)
        atoms = random.randint(10, 40)
        sides = [_masses(random, atoms, random.choice((0.1, 0.2, 0.4))) for _ in range(2)]
        if min(map(len, sides)) > 1 and atoms / (2 * len(sides[0])) > 1.5:
            expect = {
                "boundary-similarity": float(peer.boundary_similarity(*sides)),
                "pk": float(peer.pk(sides[1], sides[0], one_minus=True)),
                "window-diff": float(peer.window_diff(sides[1], sides[0], one_minus=True)),
            }
            layers = {name: _segments(masses) for name, masses in zip(("ada", "ben"), sides, strict=True)}
            shape = {"length": atoms, "parameters": {"grain": "characters"}}
            yield {"layers": layers, "gold": "ada", **shape, "expect": expect}


def _masses(random: Random, atoms: int, chance: float) -> list[int]:
    edges = [0, *(atom for atom in range(1, atoms) if random.random() < chance), atoms]
    return [after - at for at, after in pairwise(edges)]


def _segments(masses: Sequence[int]) -> list[list[Any]]:
    ends = [sum(masses[: number + 1]) for number in range(len(masses))]
    return [[end - mass, end, "s"] for mass, end in zip(masses, ends, strict=True)]


def chains(random: Random) -> list[list[str]]:
    """Chains of two annotators over the same letters, some of which either leaves out."""
    sides = [["" for _ in range(4)] for _ in range(2)]
    for letter in "abcdefghijkl":
        chain = random.randrange(4)
        for own in sides:
            if random.random() < 0.85:
                own[chain if random.random() < 0.7 else random.randrange(4)] += letter
    return [[chain for chain in own if chain] for own in sides]


def scorch() -> Iterator[Case]:
    """Coreference, as the reference scorers have it."""
    peer = import_module("scorch.scores")
    names = {"muc": "muc", "b-cubed": "b_cubed", "ceaf-m": "ceaf_m", "ceaf-e": "ceaf_e", "blanc": "blanc"}
    for seed in SEEDS:
        sides = chains(Random(seed))
        expect: dict[str, float] = {}
        for name, called in names.items():
            recall, precision, f1 = getattr(peer, called)(*([set(chain) for chain in own] for own in sides))
            expect |= {name: float(f1), f"precision-{name}": float(precision), f"recall-{name}": float(recall)}
        expect["conll"] = sum(expect[name] for name in ("muc", "b-cubed", "ceaf-e")) / 3
        yield {"chains": dict(zip(("ada", "ben"), sides, strict=True)), "gold": "ada", "expect": expect}


def coval() -> Iterator[Case]:
    """LEA, by its authors: github.com/ns-moosavi/coval, not the package that is called so in the index."""
    peer = import_module("coval.eval.evaluator")
    for seed in SEEDS:
        sides = chains(Random(seed))
        where = [{mention: at for at, chain in enumerate(own) for mention in chain} for own in sides]
        recall, precision = (peer.lea(sides[at], sides[1 - at], where[1 - at]) for at in (0, 1))
        expect = {
            "lea": peer.f1(*precision, *recall),
            "precision-lea": precision[0] / precision[1],
            "recall-lea": recall[0] / recall[1],
        }
        yield {"chains": dict(zip(("ada", "ben"), sides, strict=True)), "gold": "ada", "expect": expect}


def crowd_kit() -> Iterator[Case]:
    """The model of Dawid and Skene after so many rounds: by itself it stops too early, as its loss may grow worse."""
    aggregation, pandas = map(import_module, ("crowdkit.aggregation", "pandas"))
    for seed in SEEDS[:8]:
        random = Random(seed)
        items = [item for _ in range(5) for item in rated(random, 4, (1, 2, 3))]
        labels = [(at, f"a{who}", label) for at, item in enumerate(items) for who, label in enumerate(item) if label]
        given = pandas.DataFrame(labels, columns=["task", "worker", "label"])
        model = aggregation.DawidSkene(n_iter=ROUNDS, tol=-1).fit(given)
        expect = {f"by annotator a{who}": _right(model, f"a{who}") for who in range(4)}
        yield {"ratings": [[1, *item] for item in items], "rounds": ROUNDS, "expect": expect}


def _right(model: Any, who: str) -> float:
    return sum(float(model.errors_.loc[(who, label), label] * share) for label, share in model.priors_.items())


PEERS: dict[str, Callable[[], Iterator[Case]]] = {
    "irrCAC": irrcac,
    "nervaluate": nervaluate,
    "segeval": segeval,
    "scorch": scorch,
    "coval": coval,
    "crowd-kit": crowd_kit,
}


def main() -> None:
    """Write the figures of the peer that is named, a case on a line."""
    [name] = sys.argv[1:]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in PEERS[name]())
    made_by = f"{name} {COMMITS.get(name) or version(name)}"
    print(f'{{"made by": "{made_by}", "cases": [\n{lines}\n]}}')


if __name__ == "__main__":
    main()
