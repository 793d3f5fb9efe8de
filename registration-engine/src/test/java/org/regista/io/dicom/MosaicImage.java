package org.regista.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** A mosaic as Siemens scanners write it, whose tiles are planted voxels. */
final class MosaicImage {

  private static final int SIDE = 3;

  private MosaicImage() {}

  /**
   * Seven slices in 3 x 3 tiles.
   *
   * @param direction 1 if they follow each other along the normal, -1 if against it
   * @param version of the private header, 1 or 2
   */
  static SyntheticSlice write(PlantedVoxels planted, double spacingMm, int direction, int version) {
    int columns = SIDE * PlantedVoxels.COLUMNS;
    int rows = SIDE * PlantedVoxels.ROWS;
    LpsVector normal = planted.normal().times(direction);
    int[] pixels = new int[rows * columns];
    LpsPoint first = planted.at(0);
    for (int n = 0; n < 7; n++) {
      int[] tile = planted.plant(n, first.plus(normal.times(n * spacingMm)));
      for (int p = 0; p < tile.length; p++) {
        int row = n / SIDE * PlantedVoxels.ROWS + p / PlantedVoxels.COLUMNS;
        int column = n % SIDE * PlantedVoxels.COLUMNS + p % PlantedVoxels.COLUMNS;
        pixels[row * columns + column] = tile[p];
      }
    }
    // Image Position (Patient) as if the whole mosaic lay around the centre of the first slice
    LpsPoint corner =
        first
            .plus(planted.alongRow().times(-0.8 * (columns - PlantedVoxels.COLUMNS) / 2.0))
            .plus(planted.alongColumn().times(-1.2 * (rows - PlantedVoxels.ROWS) / 2.0));
    byte[] header = csa(version, normal);
    return new SyntheticSlice(1)
        .text(Tag.Modality, VR.CS, "MR")
        .text(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC")
        .text(Tag.SpacingBetweenSlices, VR.DS, String.valueOf(spacingMm))
        .at(corner)
        .axes(planted.alongRow(), planted.alongColumn(), 0.8, 1.2)
        .layout(rows, columns, 16, 16, 15, true)
        .pixels16(pixels)
        .change(a -> a.setBytes("SIEMENS CSA HEADER", 0x00291010, VR.OB, header));
  }

  private static byte[] csa(int version, LpsVector normal) {
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    if (version == 2) {
      out.put("SV10".getBytes(StandardCharsets.US_ASCII)).putInt(0x01020304);
    }
    out.putInt(3).putInt(77);
    element(out, version, "EchoLinePosition", "IS", 6);
    element(out, version, "NumberOfImagesInMosaic", "US", 6, "7");
    element(
        out,
        version,
        "SliceNormalVector",
        "FD",
        6,
        text(normal.x()),
        text(normal.y()),
        text(normal.z()));
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private static void element(
      ByteBuffer out, int version, String name, String vr, int items, String... values) {
    int start = out.position();
    out.put(name.getBytes(StandardCharsets.US_ASCII)).position(start + 64);
    out.putInt(values.length).put(vr.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
    out.putInt(0).putInt(items).putInt(77);
    for (int n = 0; n < items; n++) {
      String value = n < values.length ? values[n] + "\0" : "";
      // version 1 counts the items of the first element into every length
      int length = version == 2 ? value.length() : value.length() + items;
      out.putInt(length).putInt(value.length()).putInt(77).putInt(0);
      int at = out.position();
      out.put(value.getBytes(StandardCharsets.US_ASCII));
      out.position(at + (value.length() + 3) / 4 * 4);
    }
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.8f", value);
  }
}
