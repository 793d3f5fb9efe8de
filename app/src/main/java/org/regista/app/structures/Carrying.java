package org.regista.app.structures;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.Creation;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.job.structures.ImagePairGrids;
import org.regista.job.structures.Region;
import org.regista.job.structures.RegionCarrier;
import org.regista.job.structures.RegionWriter;
import org.regista.transform.AffineTransform;

/** Brings structures of the moving image onto the fixed one, and saves them there. */
public final class Carrying {

  /** As DICOM objects name what made them. */
  private static final String PROGRAM = "Regista";

  private static final String DICOM_UID = "[0-9.]+(#[0-9]+)?";

  private final VolumeFiles files;
  private final String version;
  private final int threads;

  /**
   * @param version of this program
   */
  public Carrying(VolumeFiles files, String version, int threads) {
    this.files = files;
    this.version = version;
    this.threads = threads;
  }

  /**
   * Through the registration in a result folder.
   *
   * @return the regions on the fixed image, in the same order; the caller closes them
   */
  public List<Region> through(Path result, List<Region> moving) {
    ResultFolder folder = ResultFolder.open(result);
    try (OwnedTransform forward = folder.readForward();
        OwnedTransform inverse = folder.readInverse()) {
      RegionCarrier carrier =
          new RegionCarrier(forward.transform(), inverse.transform(), folder.fixedGrid(), threads);
      return moving.stream().map(carrier::carry).toList();
    }
  }

  /** The same through a linear map: for images of one frame of reference. */
  public List<Region> through(
      AffineTransform fixedToMoving, GridGeometry fixedGrid, List<Region> moving) {
    RegionCarrier carrier =
        new RegionCarrier(fixedToMoving, fixedToMoving.inverse(), fixedGrid, threads);
    return moving.stream().map(carrier::carry).toList();
  }

  /**
   * Saves regions that lie on the fixed image: as image of labels if the name ends so, as RT
   * Structure Set otherwise.
   *
   * @param fixedImage path of the fixed image
   * @param how what carried them, for people
   * @return what runs on another thread and tells what was saved
   * @throws InputDataException if there is nothing to save, or the fixed image is no DICOM series
   */
  public Supplier<String> saving(
      List<Region> regions, ImagePairGrids pair, Path fixedImage, String how, Path file) {
    if (regions.isEmpty()) {
      throw new InputDataException(
          "no carried structure is shown; carry them onto the fixed image under Structures first");
    }
    RegionWriter writer = new RegionWriter(pair.fixed(), pair.fixedGrid(), threads);
    if (isImageName(file)) {
      return () -> "Structures saved: %s\n%s".formatted(file, writer.labels(regions, files, file));
    }
    if (!pair.fixed().uid().matches(DICOM_UID)) {
      throw new InputDataException(
          ("the fixed image '%s' is no DICOM series, so no RT Structure Set can refer to it; "
                  + "give a name that ends in .nii.gz for an image of labels")
              .formatted(pair.fixed().label()));
    }
    Creation creation = Creation.now(PROGRAM, version);
    return () ->
        "Structures saved: %s\n%s"
            .formatted(
                file, writer.structureSet(regions, fixedImage, "carried, " + how, creation, file));
  }

  private static boolean isImageName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(nii|nii\\.gz|mha|mhd|nrrd)");
  }
}
