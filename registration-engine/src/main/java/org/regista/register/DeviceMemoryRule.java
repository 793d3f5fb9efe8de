package org.regista.register;

import java.util.Locale;
import java.util.OptionalLong;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableSizes;
import org.regista.error.DeviceException;
import org.regista.geometry.GridSize;
import org.regista.register.plan.DiffeomorphicLevel;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a deformation takes of the memory of a device: told before it begins, and if it turns out to
 * be too much at one level, that level and all finer ones are computed at coarser voxels, down to
 * an eighth of them, which the result says.
 */
final class DeviceMemoryRule {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceMemoryRule.class);
  private static final int MOST_TIMES_FEWER = 8;

  private final ImagePair images;
  private final DiffeomorphicStage stage;
  private final DiffeomorphicLevel level;
  private final GridSize wanted;

  DeviceMemoryRule(ImagePair images, DiffeomorphicStage stage, DiffeomorphicLevel level) {
    this.images = images;
    this.stage = stage;
    this.level = level;
    this.wanted = images.sizesOf(stage, level).image();
  }

  /**
   * The next coarser voxels from now on.
   *
   * @param failure of the last try
   * @return what the result has to say of it
   * @throws DeviceException the failure itself, if memory was not the cause or there is nothing
   *     coarser to try
   */
  String coarser(DeviceException failure) {
    GridSize tried = images.sizesOf(stage, level).image();
    images.allowDeformed(tried.voxelCount() - 1);
    GridSize next = images.sizesOf(stage, level).image();
    if (!failure.isLackOfMemory()
        || next.voxelCount() >= tried.voxelCount()
        || MOST_TIMES_FEWER * next.voxelCount() < wanted.voxelCount()) {
      throw failure;
    }
    String note =
        "the device has too little memory for the deformation at %s voxels, so it was computed at %s voxels instead (%s)"
            .formatted(tried, next, failure.getMessage());
    LOG.warn("{}", note);
    return note;
  }

  /**
   * The most memory that the deformation of a plan will take, for people: ", 0.24 GiB of it for
   * 320x320x36 voxels"; empty if there is none, or the device is the host.
   *
   * @throws DeviceException if the field of the result alone does not fit, at whatever voxels it is
   *     found
   */
  static String forecast(ComputeBackend backend, ImagePair images, RegistrationPlan plan) {
    OptionalLong most = backend.memoryBytes();
    for (Stage stage : plan.stages()) {
      if (most.isPresent() && stage instanceof DiffeomorphicStage deformation) {
        return forecast(backend, images, deformation, most.getAsLong());
      }
    }
    return "";
  }

  private static String forecast(
      ComputeBackend backend, ImagePair images, DiffeomorphicStage stage, long mostBytes) {
    GridSize whole = images.fixedGrid().size();
    long fieldFloats = DeformableSizes.fieldFloats(whole);
    backend.reserve(fieldFloats, "a field of %s voxels".formatted(whole));
    DeformableSizes finest = images.sizesOf(stage, stage.levels().getLast());
    long bytes = Float.BYTES * Math.max(finest.floats(), fieldFloats);
    LOG.info(
        "forecast: the deformation takes {} of the device's memory at {} voxels; {} may be used{}",
        gib(bytes),
        finest.image(),
        gib(mostBytes),
        bytes > mostBytes ? ", so it will be computed at coarser ones" : "");
    return ", forecast %s for %s voxels".formatted(gib(bytes), finest.image());
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
  }
}
