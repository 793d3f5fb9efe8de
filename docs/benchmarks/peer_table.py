"""One table of all runs: medians over repeats, means over pairs, and the ratio of times to ours."""

import statistics

COLUMNS = ["tool", "pairs", "Dice", "gain", "HD95 mm", "TRE mm", "J<=0 central %", "J<=0 digital", "SD log J",
           "inverse mean", "inverse p95", "wall s", "CPU s", "loop wall s", "loop CPU s", "peak MB", "loop CPU / ours",
           "loop CPU / fast"]


def mean_of(records, *path):
    """The mean over records of a number some levels down; None where no record has it."""
    values = []
    for record in records:
        for key in path:
            record = record.get(key) if isinstance(record, dict) else None
        if record is not None:
            values.append(record)
    return statistics.fmean(values) if values else None


def row(tool, records):
    """The figures of a tool; `records` are those of its pairs."""
    measures = [r["measures"] for r in records]
    return {"tool": tool, "pairs": len(records), "cases": [r["case"] for r in records],
            "dice": mean_of(measures, "dice", "mean"), "hd95_mm": mean_of(measures, "hd95_mm", "mean"),
            "tre_mm": mean_of(measures, "tre_mm", "mean"),
            "central_percent": mean_of(measures, "central_non_positive_percent"),
            "digital_voxels": sum(m["digital_non_positive_voxels"] for m in measures),
            "sd_log_jacobian": mean_of(measures, "sd_log_jacobian"),
            "inverse_mean": mean_of(measures, "inverse_voxels", "mean"),
            "inverse_p95": mean_of(measures, "inverse_voxels", "p95"),
            **{key: mean_of(records, key) for key in ("wall_s", "cpu_s", "loop_wall_s", "loop_cpu_s", "peak_mb")}}


def compare(rows, records):
    """Adds to each row the gain of Dice over greedy and the ratios of loop CPU seconds, on the pairs both have."""
    by_tool = {tool: {r["case"]: r for r in records if r["tool"] == tool} for tool in (r["tool"] for r in rows)}
    for entry in rows:
        own = by_tool[entry["tool"]]
        for key, other in (("gain", "greedy"), ("to_default", "regista"), ("to_fast", "regista-fast")):
            both = sorted(set(own) & set(by_tool.get(other, {})))
            entry[key] = None
            if both and key == "gain":
                if all("dice" in own[c]["measures"] for c in both):
                    entry[key] = statistics.fmean(own[c]["measures"]["dice"]["mean"]
                                                  - by_tool[other][c]["measures"]["dice"]["mean"] for c in both)
            elif both and all(t[c]["loop_cpu_s"] for t in (own, by_tool[other]) for c in both):
                entry[key] = (statistics.fmean(own[c]["loop_cpu_s"] for c in both)
                              / statistics.fmean(by_tool[other][c]["loop_cpu_s"] for c in both))


def text(value, digits):
    return "" if value is None else f"{value:.{digits}f}"


def line(entry):
    cells = [entry["tool"], str(entry["pairs"]), text(entry["dice"], 4), text(entry["gain"], 4),
             text(entry["hd95_mm"], 2), text(entry["tre_mm"], 2), text(entry["central_percent"], 4),
             str(entry["digital_voxels"]), text(entry["sd_log_jacobian"], 3), text(entry["inverse_mean"], 3),
             text(entry["inverse_p95"], 3), text(entry["wall_s"], 1), text(entry["cpu_s"], 1),
             text(entry["loop_wall_s"], 1), text(entry["loop_cpu_s"], 1), text(entry["peak_mb"], 0),
             text(entry["to_default"], 1), text(entry["to_fast"], 1)]
    return "| " + " | ".join(cells) + " |"


def markdown(header, rows, notes):
    return "\n".join([*header, "", "| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|",
                      *map(line, rows), "", *notes, ""])


NOTES = [
    "Means over the pairs of each tool. gain: mean difference of Dice to greedy on the pairs both have. HD95: larger of",
    "both directed 95th percentiles of distances between label surfaces. J: of the total map, in voxels of the fixed",
    "image; digital: voxels (of all pairs) where one of the eight determinants of one-sided differences is not positive.",
    "SD log J: inside the brain. inverse: distance in voxels between x and inverse(forward(x)) inside the brain. wall,",
    "CPU: the whole process; peak: its largest resident memory; medians of the repeats. Ratios: loop CPU seconds of the",
    "tool by those of ours, on the pairs both have. What the loop is, per tool:",
]
