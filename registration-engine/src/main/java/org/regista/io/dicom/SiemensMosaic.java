package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.List;
import org.dcm4che3.data.Tag;
import org.regista.geometry.LpsVector;
import org.regista.io.dicom.HeaderFields.BadFieldException;

/**
 * A volume that Siemens scanners store as one image: its slices are tiles, row after row, in a
 * square of as few tiles as hold them. Image Position (Patient) is that of the first pixel of an
 * image of the mosaic's size around the centre of the first slice, so the first slice begins half
 * of the difference further in. The slices follow each other along the slice normal of the private
 * header, which may be the opposite of the one that the axes span.
 */
final class SiemensMosaic {

  private static final String CREATOR = "SIEMENS CSA HEADER";
  private static final int IMAGE_HEADER = 0x00291010;
  private static final double NORMAL_TOLERANCE = 1e-3;
  private static final int MOST_TILES = 1024;

  /** One slice of the mosaic. */
  record Tile(SlicePose pose, PixelLayout layout, StoredFrame frame) {}

  private SiemensMosaic() {}

  static boolean is(HeaderFields image) {
    return image.contains(Tag.ImageType, "MOSAIC");
  }

  /** The slices in the order of the tiles. */
  static List<Tile> tiles(HeaderFields image, SlicePose mosaic, PixelLayout layout)
      throws BadFieldException {
    CsaHeader header = CsaHeader.of(image.privateBytes(CREATOR, IMAGE_HEADER));
    int count = count(header);
    int side = (int) Math.ceil(Math.sqrt(count));
    if (layout.columns() % side != 0 || layout.rows() % side != 0) {
      throw new BadFieldException(
          "it is a mosaic of %d slices, into which its %d x %d pixels cannot be divided"
              .formatted(count, layout.columns(), layout.rows()));
    }
    PixelLayout tile = layout.resized(layout.rows() / side, layout.columns() / side);
    LpsVector step =
        step(header, mosaic, image.number(Tag.SpacingBetweenSlices, "Spacing Between Slices", 0));
    SlicePose first =
        mosaic.movedBy(
            mosaic
                .columnStep()
                .times((layout.columns() - tile.columns()) / 2.0)
                .plus(mosaic.rowStep().times((layout.rows() - tile.rows()) / 2.0)));
    List<Tile> tiles = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int row = n / side * tile.rows();
      int column = n % side * tile.columns();
      StoredFrame frame =
          new StoredFrame(0, 1, layout.rows(), layout.columns(), row, column, n + 1);
      tiles.add(new Tile(first.movedBy(step.times(n)), tile, frame));
    }
    return tiles;
  }

  private static int count(CsaHeader header) throws BadFieldException {
    double[] count = header.numbers("NumberOfImagesInMosaic", 1);
    if (count.length == 0 || !(count[0] >= 1) || !(count[0] <= MOST_TILES)) {
      throw new BadFieldException(
          "it is a Siemens mosaic whose private header does not say how many slices it holds");
    }
    return (int) count[0];
  }

  private static LpsVector step(CsaHeader header, SlicePose mosaic, double spacingMm)
      throws BadFieldException {
    double[] n = header.numbers("SliceNormalVector", 3);
    if (n.length == 0 || !(spacingMm > 0)) {
      throw new BadFieldException(
          "it is a Siemens mosaic that does not say %s"
              .formatted(
                  n.length == 0 ? "which way its slices follow" : "how far apart its slices are"));
    }
    LpsVector normal = mosaic.normal();
    double along = normal.dot(new LpsVector(n[0], n[1], n[2]));
    if (!(Math.abs(Math.abs(along) - 1) < NORMAL_TOLERANCE)) {
      throw new BadFieldException(
          "it is a Siemens mosaic whose slice normal does not fit its orientation");
    }
    return normal.times(Math.signum(along) * spacingMm);
  }
}
