"""FireANTs on one pair, run in the Python that has it; used by fireants_side_by_side.py.

usage: fireants_run.py DEVICE FIXED MOVING AFFINE.txt OUT      AFFINE: 4x4, fixed to moving, LPS mm
Writes OUT/warp.nii.gz (all of the map as LPS displacements of the fixed grid) and OUT/run.json: seconds of two
optimisations with the device awaited before and after, of which the first warms up, and the most memory of the device.
Schedule, window and smoothing are those of FireANTs' own example for T1 brains: scales 4, 2, 1, 200 x 100 x 50.
"""

import json
import pathlib
import sys
import time

import fireants
import numpy as np
import torch
from fireants.io import BatchedImages, Image
from fireants.registration.greedy import GreedyRegistration


def wait(device):
    if device.startswith("cuda"):
        torch.cuda.synchronize()


def main():
    device, fixed, moving, affine, out = sys.argv[1:]
    images = [BatchedImages([Image.load_file(path, device=device)]) for path in (fixed, moving)]
    start = torch.from_numpy(np.loadtxt(affine)).float().unsqueeze(0).to(device)
    seconds = []
    for _ in range(2):
        found = GreedyRegistration(
            scales=[4, 2, 1], iterations=[200, 100, 50], fixed_images=images[0], moving_images=images[1],
            cc_kernel_size=5, deformation_type="compositive", smooth_grad_sigma=1, smooth_warp_sigma=0.5,
            optimizer="Adam", optimizer_lr=0.5, init_affine=start)
        wait(device)
        begin = time.monotonic()
        found.optimize()
        wait(device)
        seconds.append(time.monotonic() - begin)
    folder = pathlib.Path(out)
    found.save_as_ants_transforms(str(folder / "warp.nii.gz"))
    is_gpu = device.startswith("cuda")
    (folder / "run.json").write_text(json.dumps({
        "device": torch.cuda.get_device_name() if is_gpu else "CPU",
        "peak_bytes": torch.cuda.max_memory_allocated() if is_gpu else None,
        "seconds": seconds, "torch": torch.__version__,
        "fireants": getattr(fireants, "__version__", "unknown")}))


if __name__ == "__main__":
    main()
