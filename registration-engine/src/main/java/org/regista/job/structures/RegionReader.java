package org.regista.job.structures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.rt.DoseReader;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.io.dicom.seg.SegmentMask;
import org.regista.io.dicom.seg.SegmentationReader;
import org.regista.job.structures.ImagePairGrids.Image;
import org.regista.rt.DoseGrid;
import org.regista.rt.Structure;

/**
 * Reads structures and doses of a pair. DICOM objects belong to the image of their frame of
 * reference, and to none other; label images to that whose voxels they have, unless somebody says
 * otherwise.
 */
public final class RegionReader {

  private static final int[] PALETTE = {
    0xFF5A5A, 0x4FD3FF, 0xFFD24A, 0x7CE38B, 0xD58BFF, 0xFF9F45, 0x5FE0C7, 0xFF7AC2, 0xA9C4FF,
    0xC8D94A
  };

  private static final int LIGHT_GREY = 0xc0c0c0;

  private final VolumeFiles files;
  private final ImagePairGrids pair;

  public RegionReader(VolumeFiles files, ImagePairGrids pair) {
    this.files = files;
    this.pair = pair;
  }

  /** What a file can hold for us. */
  public enum Content {
    REGIONS,
    DOSE,
    /** An image of labels, or any other image. */
    UNKNOWN
  }

  /** Looks at the header only. */
  public static Content contentOf(Path file) {
    return ObjectKind.of(file)
        .map(
            kind ->
                switch (kind) {
                  case STRUCTURE_SET, SEGMENTATION -> Content.REGIONS;
                  case DOSE -> Content.DOSE;
                  default -> Content.UNKNOWN;
                })
        .orElse(Content.UNKNOWN);
  }

  /** Whether a file is an RT Structure Set. */
  public static boolean isStructureSet(Path file) {
    return ObjectKind.of(file).equals(Optional.of(ObjectKind.STRUCTURE_SET));
  }

  /**
   * The structures of a structure set, a segmentation or an image of labels; the caller closes
   * them.
   *
   * @param told the image that they were drawn on, if somebody knows
   * @throws InputDataException if it holds none, or they belong to neither image
   */
  public RegionFile read(Path file, Optional<Image> told) {
    if (isStructureSet(file)) {
      return contours(file, told);
    }
    return ObjectKind.of(file).equals(Optional.of(ObjectKind.SEGMENTATION))
        ? segments(file, told)
        : labels(file, told);
  }

  private RegionFile contours(Path file, Optional<Image> told) {
    List<String> frames = StructureSetReader.frames(file);
    Image image = image(file, frames.isEmpty() ? "" : frames.getFirst(), told);
    Space space = pair.space(image);
    List<Region> regions = new ArrayList<>();
    for (Structure structure : StructureSetReader.read(file, space).structures()) {
      if (!structure.contours().isEmpty()) {
        regions.add(Region.of(coloured(structure, regions.size()), space));
      }
    }
    if (regions.isEmpty()) {
      throw new InputDataException("'%s' holds no structure with contours".formatted(file));
    }
    return new RegionFile(file, image, regions);
  }

  /** Files without colours get different ones. */
  private static Structure coloured(Structure s, int n) {
    int rgb = s.rgb() == LIGHT_GREY ? PALETTE[n % PALETTE.length] : s.rgb();
    return new Structure(s.number(), s.name(), s.type(), rgb, s.contours());
  }

  private RegionFile segments(Path file, Optional<Image> told) {
    List<SegmentMask> masks = SegmentationReader.read(file);
    try {
      String frame = masks.getFirst().mask().space().frameOfReferenceUid().orElse("");
      Image image = image(file, frame, told);
      List<Region> regions = new ArrayList<>();
      for (SegmentMask mask : masks) {
        Volume own = mask.mask();
        Volume placed = new Volume(pair.space(image), own.grid(), own.unit(), own.voxels());
        regions.add(
            Region.of(mask.segment().label(), PALETTE[regions.size() % PALETTE.length], placed));
      }
      return new RegionFile(file, image, regions);
    } catch (RuntimeException e) {
      masks.forEach(SegmentMask::close);
      throw e;
    }
  }

  private RegionFile labels(Path file, Optional<Image> told) {
    try (Volume read = files.read(file)) {
      Image image =
          told.or(() -> pair.withGrid(read.grid()))
              .orElseThrow(
                  () ->
                      new InputDataException(
                          ("'%s' has the grid of neither image, so nobody can say to which it belongs; "
                                  + "open it as structures of the fixed or of the moving image")
                              .formatted(file)));
      List<Region> regions = new ArrayList<>();
      var crops = LabelCrops.of(read, pair.space(image), file.toString());
      crops.forEach(
          (label, shares) ->
              regions.add(
                  Region.of(
                      crops.size() == 1 ? stem(file) : "label " + label,
                      PALETTE[regions.size() % PALETTE.length],
                      shares)));
      return new RegionFile(file, image, regions);
    }
  }

  private static String stem(Path file) {
    return String.valueOf(file.getFileName())
        .replaceAll("(?i)(\\.nii|\\.gz|\\.mha|\\.nrrd|\\.mhd)+$", "");
  }

  /**
   * A dose in its own space, whose frame of reference is that of one image; the caller closes it.
   *
   * @throws InputDataException if it is damaged, or lies in neither frame
   */
  public PlacedDose readDose(Path file) {
    DoseGrid dose = DoseReader.read(file);
    try {
      String frame = dose.dose().space().frameOfReferenceUid().orElse("");
      return new PlacedDose(file, image(file, frame, Optional.empty()), dose);
    } catch (RuntimeException e) {
      dose.close();
      throw e;
    }
  }

  /** A dose and the image in whose frame it lies; owns it. */
  public record PlacedDose(Path file, Image drawnOn, DoseGrid dose) implements AutoCloseable {
    @Override
    public void close() {
      dose.close();
    }
  }

  private Image image(Path file, String frame, Optional<Image> told) {
    boolean allowed =
        told.isEmpty() || pair.space(told.get()).frameOfReferenceUid().equals(Optional.of(frame));
    Optional<Image> found = allowed ? told.or(() -> pair.inFrame(frame)) : Optional.empty();
    return found.orElseThrow(
        () ->
            new InputDataException(
                ("'%s' lies in the frame of reference %s, but %s; "
                        + "it is shown only in its own frame, or through a registration of the image that has it")
                    .formatted(file, frame.isBlank() ? "none" : frame, pair.framesInWords())));
  }
}
