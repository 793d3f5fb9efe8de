package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.regista.error.InputDataException;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.seg.Segment;
import org.regista.io.dicom.seg.SegmentMask;
import org.regista.io.dicom.seg.SegmentationReader;
import org.regista.io.dicom.seg.SegmentationWriter;
import org.regista.job.result.OwnedTransform;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;

/** Carries labels of the moving side onto the fixed grid. */
final class LabelsPart {

  static final String FILE = "segmentation.dcm";

  private static final int MOST_LABELS = 255;

  private final ExportScope scope;
  private final VolumeFiles files;
  private final int threads;
  private Optional<Carried> written = Optional.empty();

  LabelsPart(ExportScope scope, VolumeFiles files, int threads) {
    this.scope = scope;
    this.files = files;
    this.threads = threads;
  }

  ExportedObject write(Path file, Path labels) {
    List<SegmentMask> masks = new ArrayList<>();
    try (OwnedTransform forward = scope.result().readForward()) {
      if (SegmentationReader.isSegmentation(labels)) {
        carrySegments(labels, forward, masks);
      } else {
        carryLabels(labels, forward, masks);
      }
      DicomObject object =
          SegmentationWriter.compose(scope.composer(), masks, "labels, " + scope.title());
      object.write(file);
      written =
          Optional.of(
              new Carried(object.asSource(), masks.stream().map(LabelsPart::measured).toList()));
      return new ExportedObject(
          String.valueOf(file.getFileName()),
          1,
          List.of("%d segments on the fixed grid".formatted(masks.size())));
    } finally {
      masks.forEach(SegmentMask::close);
    }
  }

  /** The written segmentation and its segments. */
  record Carried(SourceSeries object, List<MeasuredSegment> segments) {
    Carried {
      segments = List.copyOf(segments);
    }
  }

  record MeasuredSegment(int number, String label, double volumeMm3) {}

  /** What was written; empty before. */
  Optional<Carried> carried() {
    return written;
  }

  private static MeasuredSegment measured(SegmentMask mask) {
    long voxels = 0;
    for (long n = 0; n < mask.mask().voxels().length(); n++) {
      voxels += mask.mask().voxels().get(n) >= 0.5f ? 1 : 0;
    }
    return new MeasuredSegment(
        mask.segment().number(),
        mask.segment().label(),
        voxels * mask.mask().grid().voxelVolumeMm3());
  }

  private void carrySegments(Path labels, OwnedTransform forward, List<SegmentMask> into) {
    List<SegmentMask> read = SegmentationReader.read(labels);
    try {
      for (SegmentMask mask : read) {
        if (!mask.mask()
            .space()
            .frameOfReferenceUid()
            .equals(scope.result().moving().frameOfReferenceUid())) {
          throw new InputDataException(
              "'%s' lies in the frame of reference %s, but the moving image in %s"
                  .formatted(
                      labels,
                      mask.mask().space().frameOfReferenceUid().orElse("none"),
                      scope.result().moving().frameOfReferenceUid().orElse("none")));
        }
        into.add(
            new SegmentMask(mask.segment(), carried(mask.mask(), forward, Interpolation.LINEAR)));
      }
    } finally {
      read.forEach(SegmentMask::close);
    }
  }

  private void carryLabels(Path labels, OwnedTransform forward, List<SegmentMask> into) {
    try (Volume read = files.read(labels);
        Volume onFixed = carried(read, forward, Interpolation.LABEL)) {
      TreeSet<Integer> values = new TreeSet<>();
      for (long n = 0; n < onFixed.voxels().length(); n++) {
        values.add(Math.round(onFixed.voxels().get(n)));
      }
      values.remove(0);
      if (values.size() > MOST_LABELS || (!values.isEmpty() && values.first() < 0)) {
        throw new InputDataException(
            "'%s' holds %d labels from %d on; 1 to %d are written as segments"
                .formatted(labels, values.size(), values.first(), MOST_LABELS));
      }
      for (int value : values) {
        into.add(
            new SegmentMask(
                Segment.named(into.size() + 1, "label " + value, "carried from another image"),
                only(onFixed, value)));
      }
    }
    if (into.isEmpty()) {
      throw new InputDataException(
          "no label of '%s' comes to lie on the fixed image".formatted(labels));
    }
  }

  private Volume carried(Volume image, OwnedTransform forward, Interpolation how) {
    Volume placed = new Volume(scope.result().moving(), image.grid(), image.unit(), image.voxels());
    return new Resampler(threads)
        .resample(placed, forward.transform(), scope.result().fixedGrid(), how, 0);
  }

  private static Volume only(Volume labels, int value) {
    Volume mask = Volume.zeros(labels.space(), labels.grid(), IntensityUnit.ARBITRARY);
    for (long n = 0; n < mask.voxels().length(); n++) {
      mask.voxels().set(n, Math.round(labels.voxels().get(n)) == value ? 1 : 0);
    }
    return mask;
  }
}
