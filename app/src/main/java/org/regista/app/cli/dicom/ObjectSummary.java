package org.regista.app.cli.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.regista.image.Volume;
import org.regista.io.dicom.report.ObjectText;
import org.regista.io.dicom.seg.SegmentMask;
import org.regista.io.dicom.seg.SegmentationReader;

/** What objects hold that are no images, in lines. */
final class ObjectSummary {

  private static final float HALF = 0.5f;

  private ObjectSummary() {}

  /** Empty for images, folders and whatever else is not told of here. */
  static Optional<List<String>> of(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return SegmentationReader.isSegmentation(file)
        ? Optional.of(segments(file))
        : ObjectText.of(file);
  }

  private static List<String> segments(Path file) {
    List<String> lines = new ArrayList<>();
    List<SegmentMask> masks = SegmentationReader.read(file);
    for (SegmentMask mask : masks) {
      try (mask) {
        long voxels = voxels(mask.mask());
        lines.add(
            String.format(
                Locale.ROOT,
                "segment %d '%s' (%s): %d voxels, %.3f mL",
                mask.segment().number(),
                mask.segment().label(),
                mask.segment().type().meaning(),
                voxels,
                voxels * mask.mask().grid().voxelVolumeMm3() / 1000));
      }
    }
    lines.addFirst("segmentation of %d segments".formatted(masks.size()));
    return lines;
  }

  private static long voxels(Volume mask) {
    long count = 0;
    for (long n = 0; n < mask.voxels().length(); n++) {
      count += mask.voxels().get(n) >= HALF ? 1 : 0;
    }
    return count;
  }
}
