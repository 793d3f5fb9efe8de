"""Ours and every peer that is installed on the same pairs, one after the other on one machine, in one table.

usage: ./run bench peers [--tools A,B] [--pairs N] [--slow-pairs N] [--repeats N] [--affine greedy|ours] [--out DIR]

All tools start from one linear transform per pair and use two threads. Results are kept in DIR/runs by tool, pair and
parameters (ours also by the state of the sources), so that an interrupted run continues and only what changed is run
again. Writes DIR/peers.md and DIR/peers.json, the latter with every pair and structure.
"""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import platform
import statistics
import subprocess

import peer_table
from common import ROOT, measured
from peer_cases import brain_cases, common_affine
from peer_measures import measure
from peer_tools import all_tools

THREADS = {"OMP_NUM_THREADS": "2", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS": "2"}


def options():
    parser = argparse.ArgumentParser(prog="./run bench peers", description=__doc__.splitlines()[0])
    parser.add_argument("--tools", help="names, separated by commas; default: all that are installed")
    parser.add_argument("--pairs", type=int, default=8, help="pairs for ours and greedy (default 8)")
    parser.add_argument("--slow-pairs", type=int, default=2, help="pairs for the slow peers (default 2)")
    parser.add_argument("--repeats", type=int, default=1, help="timed runs of each, medians are shown (default 1)")
    parser.add_argument("--affine", choices=["greedy", "ours"], default="greedy", help="whose linear transform")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "out" / "bench")
    return parser.parse_args()


def chosen_tools(names):
    tools = all_tools()
    wanted = names.split(",") if names else [t.name for t in tools]
    unknown = set(wanted) - {t.name for t in tools}
    if unknown:
        raise SystemExit(f"unknown tools: {', '.join(sorted(unknown))}; there are {', '.join(t.name for t in tools)}")
    found = []
    for tool in (t for t in tools if t.name in wanted):
        reason = tool.missing()
        print(f"{tool.name}: skipped, {reason}" if reason else f"{tool.name}: found", flush=True)
        if not reason:
            found.append(tool)
    return found


def run_folder(runs, tool, case, affine):
    """The folder of a tool's run on a pair; its name tells parameters apart, but not where things are."""
    command = "\n".join(map(str, tool.command(case, affine, pathlib.Path("RUN"))[1:]))
    command = command.replace(str(runs.parent), "OUT").replace(str(ROOT), "ROOT")
    key = hashlib.sha256(f"{command}\n{affine.matrix.tolist()}\n{tool.version()}".encode()).hexdigest()[:10]
    return runs / case.name / f"{tool.name}-{key}"


def timed(command, folder):
    """Runs the command; its times, peak memory and the load before it."""
    load = os.getloadavg()[0]
    found = measured(command, folder, os.environ | THREADS)
    if found.pop("code") != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\nfailed: see {folder / 'log.txt'}")
    return {"date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), "load_before": load, **found}


def run(tool, case, affine, folder, repeats):
    """Completes the record of a run in its folder: timings as many as asked for, then the measures of the result."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "run.json"
    record = json.loads(file.read_text()) if file.exists() else {"tool": tool.name, "case": case.name, "timings": []}
    tool.prepare(case, affine, folder)
    record["command"] = [str(c) for c in tool.command(case, affine, folder)]
    if "baseline" not in record:
        (folder / "baseline").mkdir(exist_ok=True)
        command = tool.baseline(case, affine, folder)
        record["baseline"] = timed(command, folder / "baseline") if command else None
    while len(record["timings"]) < repeats:
        entry = timed(record["command"], folder)
        entry["loop_wall_s"], entry["loop_cpu_s"] = tool.loop(folder, entry, record["baseline"])
        record["timings"].append(entry)
        file.write_text(json.dumps(record, indent=1))
    if "measures" not in record:
        tool.finish(case, affine, folder)
        record["measures"] = measure(case, *tool.maps(case, affine, folder))
        file.write_text(json.dumps(record, indent=1))
    return with_medians(record)


def with_medians(record):
    for key in ("wall_s", "cpu_s", "loop_wall_s", "loop_cpu_s", "peak_mb"):
        values = [t[key] for t in record["timings"]]
        record[key] = statistics.median(values) if None not in values else None
    return record


def machine():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo", encoding="utf-8") if "model name" in l), "?")
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True,
                            check=False).stdout.strip()
    return (f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; commit {commit}; "
            f"written {datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC")


def write(out, tools, records):
    shown = [t for t in tools if any(r["tool"] == t.name for r in records)]
    rows = [peer_table.row(t.name, [r for r in records if r["tool"] == t.name]) for t in shown]
    peer_table.compare(rows, records)
    loads = [t["load_before"] for r in records for t in r["timings"]]
    header = [f"# Peers: {machine()}", "", f"Load average before the runs: {min(loads):.1f} to {max(loads):.1f}."]
    notes = [*peer_table.NOTES, *(f"{t.name}: {t.loop_is}." for t in shown)]
    table = peer_table.markdown(header, rows, notes)
    (out / "peers.md").write_text(table)
    (out / "peers.json").write_text(json.dumps({"machine": machine(), "rows": rows, "runs": records}, indent=1))
    return table


def main():
    wanted = options()
    out = wanted.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    os.chdir(out)
    tools = chosen_tools(wanted.tools)
    records, table = [], "nothing was run"
    subprocess.run([ROOT / "run", "--version"], check=True, stdout=subprocess.DEVNULL)  # writes the class archive
    for n, case in enumerate(brain_cases(wanted.pairs, out / "images")):
        affine = common_affine(case, wanted.affine, out / "affine")
        of_pair = [t for t in tools if n < wanted.slow_pairs or not t.slow]
        for tool in of_pair if n % 2 == 0 else reversed(of_pair):
            record = run(tool, case, affine, run_folder(out / "runs", tool, case, affine), wanted.repeats)
            records.append(record)
            overlap = record["measures"].get("dice", {}).get("mean", float("nan"))
            print(f"{case.name} {tool.name}: Dice {overlap:.4f}, {record['cpu_s']:.1f} CPU s, loop "
                  f"{record['loop_cpu_s'] or float('nan'):.1f}, peak {record['peak_mb']:.0f} MB", flush=True)
            table = write(out, tools, records)
    print(table)


if __name__ == "__main__":
    main()
