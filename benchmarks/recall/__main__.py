"""How many altered copies are found, and how many wrongly: ``python -m benchmarks.recall CORPUS OUT``.

CORPUS is a folder that `python -m benchmarks.corpus` has filled. Every original is altered in every way of
benchmarks/alterations, and each copy is looked up among all originals and a million codes of other pictures. Writes
recall.md, recall.csv, false.csv and recall.svg into OUT, which also keeps the million codes for the next run.

The default run is for those who design: it does without a third of the photographs and of the alterations. The final
evaluation, ``--set-aside``, alters the photographs set aside, in all ways, and is run once, at the end.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.alterations import ALTERATIONS, Alteration, is_set_aside
from benchmarks.corpus import read_manifest
from benchmarks.machine import described
from benchmarks.recall.background import background
from benchmarks.recall.engines import Engine, engines
from benchmarks.recall.figures import Column, Share, columns
from benchmarks.recall.pages import Results, markdown, write_false_matches, write_figures
from benchmarks.recall.plot import read_figures, svg
from benchmarks.recall.query import Seen
from benchmarks.recall.split import shared, split_of
from benchmarks.recall.study import Study, carried_out, prepared
from benchmarks.recall.ukbench import all_pairs


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recall", description=__doc__)
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--set-aside", action="store_true", help="the final evaluation, to be run once")
    parser.add_argument("--others", type=int, default=1_000_000, metavar="N", help="codes of other pictures")
    parser.add_argument("--photographs", type=int, metavar="N", help="alter only the first N; the list stays whole")
    parser.add_argument("--table", action="store_true", help="only the prototype's 33 alterations")
    parser.add_argument("--engine", action="append", metavar="NAME", help="one of several; by default all")
    parser.add_argument("--jobs", type=int, default=1, help="processes; times hold for one")
    return parser.parse_args()


def chosen_alterations(*, set_aside: bool, table: bool) -> list[Alteration]:
    """Return the alterations of a run: for design, without those set aside."""
    return [
        alteration
        for alteration in ALTERATIONS
        if (set_aside or not is_set_aside(alteration)) and (alteration.table or not table)
    ]


def looked_up(study: Study, count: int, jobs: int) -> list[Seen]:
    """Alter and look up the first `count` originals, and print the progress."""
    rows: list[Seen] = []
    begin = time.monotonic()
    for done, seen in enumerate(carried_out(study, range(count), jobs=jobs), start=1):
        rows += seen
        if done % 20 == 0 or done == count:
            print(f"  {done} photographs of {count}, {time.monotonic() - begin:.0f} s", flush=True)
    return rows


def paired(study: Study, chosen: Sequence[Engine], count: int) -> dict[Column, Share]:
    """Run the recipe of all pairs over the first `count` originals."""
    pictures = [shared(study.folder, picture) for picture in study.originals[:count]]
    return {
        Column(engine.name, stage, engine.radius): share
        for engine in chosen
        for stage, share in zip(engine.stages, all_pairs(engine, pictures), strict=True)
    }


def main() -> None:
    options = arguments()
    print(described())
    options.out.mkdir(parents=True, exist_ok=True)
    pictures = read_manifest(options.corpus)
    split = split_of(pictures, set_aside=options.set_aside)
    # The final evaluation searches among all originals: more can be confused than while designing.
    unaltered = split_of(pictures, set_aside=False).originals if options.set_aside else []
    listed = replace(split, originals=[*split.originals, *unaltered])
    others = background(options.corpus, split.others, options.others, options.out)
    chosen = engines(options.engine)
    alterations = chosen_alterations(set_aside=options.set_aside, table=options.table)
    study = prepared(options.corpus, listed, alterations, chosen, others)
    mine = {picture.file for picture in split.originals}
    kept = sum(picture.file in mine for picture in study.originals)
    count = min(kept, options.photographs or kept)
    print(f"{count} photographs, {len(alterations)} alterations, {len(study.originals)} originals", flush=True)
    rows = looked_up(study, count, options.jobs)
    results = Results(
        study,
        others,
        {column: column.of(rows) for column in columns(chosen, rows)},
        paired(study, chosen, count),
    )
    page = [described(), "", *markdown(results)]
    (options.out / "recall.md").write_text("\n".join(page) + "\n", encoding="utf-8")
    write_figures(results, options.out / "recall.csv")
    write_false_matches(results, options.out / "false.csv")
    drawing = svg([read_figures(options.out / "recall.csv")])
    (options.out / "recall.svg").write_text("\n".join(drawing) + "\n", encoding="utf-8")
    print("\n".join(page))


if __name__ == "__main__":
    main()
