package org.regista.elastix;

import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.elastix.ParameterFile;
import org.regista.io.elastix.TransformParameterFiles;
import org.regista.register.RegistrationRequest;

/**
 * What elastix itself would not refuse: a constant image crashes it, NaN spreads, and without
 * samples it "succeeds" with the identity.
 */
final class RunChecks {

  private RunChecks() {}

  /**
   * @throws InputDataException in a sentence
   */
  static void check(RegistrationRequest request) {
    check(request.fixed(), request.fixedMask());
    check(request.moving(), request.movingMask());
  }

  private static void check(Volume image, Optional<Mask> mask) {
    NativeBuffer voxels = image.voxels();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (long n = 0; n < voxels.length(); n++) {
      float value = voxels.get(n);
      if (!Float.isFinite(value)) {
        throw new InputDataException(
            "'%s' holds %s at voxel %d; elastix cannot compare such values, replace them first"
                .formatted(image.space().label(), value, n));
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!(high > low)) {
      throw new InputDataException(
          "'%s' is constant: every voxel is %g; there is nothing to align"
              .formatted(image.space().label(), low));
    }
    mask.filter(m -> !meets(m, image.grid()))
        .ifPresent(
            m -> {
              throw new InputDataException(
                  "the mask of '%s' is empty within the image; no sample could be taken"
                      .formatted(image.space().label()));
            });
  }

  private static boolean meets(Mask mask, GridGeometry image) {
    GridSize size = mask.grid().size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          if (mask.weights().get(size.offset(i, j, k)) > 0) {
            LpsPoint p = mask.grid().toLps(new VoxelIndex(i, j, k));
            VoxelIndex v = image.toIndex(p);
            if (image.size().encloses(v.i(), v.j(), v.k())) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /**
   * @throws InputDataException if a run with this file could not end in a transform of ours
   */
  static void check(ParameterFile file) {
    for (int count : file.integers("NumberOfSpatialSamples")) {
      if (count < 1) {
        throw new InputDataException(
            "'%s' asks for %d samples (NumberOfSpatialSamples); at least 1 is needed, 2000 are usual"
                .formatted(file.name(), count));
      }
    }
    String transform =
        file.text("Transform")
            .orElseThrow(
                () ->
                    new InputDataException(
                        "'%s' names no Transform; is it a parameter file for elastix?"
                            .formatted(file.name())));
    if (!TransformParameterFiles.isReadable(transform)) {
      throw new InputDataException(
          "'%s' looks for a %s, which Regista cannot take over exactly; it can %s"
              .formatted(file.name(), transform, TransformParameterFiles.readable()));
    }
    if (!file.text("FixedImageDimension").orElse("3").equals("3")
        || !file.text("MovingImageDimension").orElse("3").equals("3")) {
      throw new InputDataException(
          "'%s' is for images that are not 3-D; Regista's are".formatted(file.name()));
    }
    if (!file.flag("WriteFinalTransformParameters", true)) {
      throw new InputDataException(
          "'%s' tells elastix not to write what it found (WriteFinalTransformParameters)"
              .formatted(file.name()));
    }
  }
}
