package org.regista.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.FocusBox;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.preprocess.GridWeights;

/** The images and masks of a job in memory; owns them. */
final class LoadedInputs implements AutoCloseable {

  private final VolumeFiles files;
  private final List<Runnable> releases = new ArrayList<>();
  private final Volume fixed;
  private final Volume moving;
  private final Optional<Mask> fixedMask;
  private final Optional<Mask> movingMask;

  /** Reads everything; if one file fails, what was read before it is released. */
  LoadedInputs(VolumeFiles files, RegistrationJob.Inputs inputs) {
    this.files = files;
    try {
      fixed = volume(inputs.fixed());
      moving = volume(inputs.moving());
      Optional<Mask> outlined = inputs.fixedMask().map(path -> mask(path, fixed.space()));
      fixedMask = inputs.box().map(box -> boxed(box, outlined)).or(() -> outlined);
      movingMask = inputs.movingMask().map(path -> mask(path, moving.space()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Volume volume(Path path) {
    Volume volume = files.read(path);
    releases.add(volume::close);
    return volume;
  }

  private Mask mask(Path path, Space space) {
    Mask mask = files.readMask(path, space);
    releases.add(mask::close);
    return mask;
  }

  /** What both the box and the mask, if there is one, let count. */
  private Mask boxed(FocusBox box, Optional<Mask> outlined) {
    Mask mask = box.on(fixed.grid(), fixed.space());
    releases.add(mask::close);
    GridWeights weights = GridWeights.of(outlined, fixed.grid());
    long inside = 0;
    for (long n = 0; n < mask.weights().length(); n++) {
      float weight = (float) (mask.weights().get(n) * weights.at(n));
      mask.weights().set(n, weight);
      inside += weight > 0 ? 1 : 0;
    }
    if (inside == 0) {
      throw new InputDataException(
          "the box %s and the mask on the fixed image have no voxel in common; move the box, or leave one of them out"
              .formatted(box.text()));
    }
    return mask;
  }

  Volume fixed() {
    return fixed;
  }

  Volume moving() {
    return moving;
  }

  Optional<Mask> fixedMask() {
    return fixedMask;
  }

  Optional<Mask> movingMask() {
    return movingMask;
  }

  @Override
  public void close() {
    releases.reversed().forEach(Runnable::run);
    releases.clear();
  }
}
