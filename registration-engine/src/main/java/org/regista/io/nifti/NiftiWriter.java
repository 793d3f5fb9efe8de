package org.regista.io.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.Samples;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;

/**
 * NIfTI-1, little-endian, single file. The geometry goes into the sform in full; the qform holds
 * the same when the axes are at right angles and is left unset when they are not, because it cannot
 * hold a shear. The bytes depend on the content alone.
 */
final class NiftiWriter {

  private static final int HEADER_BYTES = 352;
  private static final double RIGHT_ANGLE = 1e-5;

  /** What differs between an image and a field. */
  private record Layout(int intent, short[] dims, VoxelType type, String description) {}

  private NiftiWriter() {}

  static void write(Volume volume, VoxelType type, Path path, OutputStream out) throws IOException {
    GridGeometry g = volume.grid();
    short[] dims = {
      3, side(g.size().ni(), path), side(g.size().nj(), path), side(g.size().nk(), path), 1, 1, 1, 1
    };
    write(g, new Layout(0, dims, type, "Regista"), volume.voxels(), path, out);
  }

  static void writeField(
      GridGeometry g, NativeBuffer lpsVectors, String description, Path path, OutputStream out)
      throws IOException {
    short[] dims = {
      5, side(g.size().ni(), path), side(g.size().nj(), path), side(g.size().nk(), path), 1, 3, 1, 1
    };
    write(g, new Layout(1007, dims, VoxelType.FLOAT32, description), lpsVectors, path, out);
  }

  private static short side(int n, Path path) {
    if (n > Short.MAX_VALUE) {
      throw new InputDataException(
          "'%s': NIfTI-1 cannot hold %d voxels along an axis (at most %d)"
              .formatted(path, n, Short.MAX_VALUE));
    }
    return (short) n;
  }

  private static void write(
      GridGeometry g, Layout layout, NativeBuffer values, Path path, OutputStream out)
      throws IOException {
    boolean gzip = path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    if (!gzip) {
      body(g, layout, values, path, out);
      return;
    }
    GZIPOutputStream zipped = VolumeFiles.zipped(out);
    body(g, layout, values, path, zipped);
    zipped.finish();
  }

  private static void body(
      GridGeometry g, Layout layout, NativeBuffer values, Path path, OutputStream out)
      throws IOException {
    out.write(header(g, layout));
    Samples.write(out, values, layout.type(), path);
  }

  private static byte[] header(GridGeometry g, Layout layout) {
    ByteBuffer h = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, NiftiHeader.BYTES_1);
    for (int n = 0; n < 8; n++) {
      h.putShort(40 + 2 * n, layout.dims()[n]);
    }
    h.putShort(68, (short) layout.intent());
    boolean whole = layout.type() == VoxelType.INT16;
    h.putShort(70, (short) (whole ? 4 : 16));
    h.putShort(72, (short) (whole ? 16 : 32));
    h.putFloat(108, HEADER_BYTES);
    h.putFloat(112, 1);
    h.put(123, (byte) 2);
    byte[] description = layout.description().getBytes(StandardCharsets.US_ASCII);
    h.put(148, description, 0, Math.min(description.length, 79));
    AffineMap ras = NiftiHeader.flipXy(g.indexToLps());
    putSform(h, ras);
    putQform(h, ras, g);
    h.put(344, new byte[] {'n', '+', '1', 0});
    return h.array();
  }

  private static void putSform(ByteBuffer h, AffineMap ras) {
    h.putShort(254, (short) 1);
    double[] rows = {
      ras.m00(), ras.m01(), ras.m02(), ras.t0(), ras.m10(), ras.m11(), ras.m12(), ras.t1(),
      ras.m20(), ras.m21(), ras.m22(), ras.t2()
    };
    for (int n = 0; n < 12; n++) {
      h.putFloat(280 + 4 * n, (float) rows[n]);
    }
  }

  private static void putQform(ByteBuffer h, AffineMap ras, GridGeometry g) {
    double qfac = ras.determinant() < 0 ? -1 : 1;
    h.putFloat(76, (float) qfac);
    for (int axis = 0; axis < 3; axis++) {
      h.putFloat(80 + 4 * axis, (float) g.spacingMm(axis));
    }
    for (int n = 4; n < 8; n++) {
      h.putFloat(76 + 4 * n, 1);
    }
    if (g.shear() > RIGHT_ANGLE) {
      return;
    }
    h.putShort(252, (short) 1);
    double[] q = quaternion(ras, g, qfac);
    for (int n = 0; n < 3; n++) {
      h.putFloat(256 + 4 * n, (float) q[n + 1]);
    }
    h.putFloat(268, (float) ras.t0());
    h.putFloat(272, (float) ras.t1());
    h.putFloat(276, (float) ras.t2());
  }

  /**
   * Unit quaternion (a, b, c, d), a >= 0, of the rotation part (Shepperd 1978: largest component
   * first).
   */
  private static double[] quaternion(AffineMap ras, GridGeometry g, double qfac) {
    double si = 1 / g.spacingMm(0);
    double sj = 1 / g.spacingMm(1);
    double sk = qfac / g.spacingMm(2);
    double r00 = ras.m00() * si;
    double r10 = ras.m10() * si;
    double r20 = ras.m20() * si;
    double r01 = ras.m01() * sj;
    double r11 = ras.m11() * sj;
    double r21 = ras.m21() * sj;
    double r02 = ras.m02() * sk;
    double r12 = ras.m12() * sk;
    double r22 = ras.m22() * sk;
    double[] squares = {
      1 + r00 + r11 + r22, 1 + r00 - r11 - r22, 1 - r00 + r11 - r22, 1 - r00 - r11 + r22
    };
    int largest = 0;
    for (int n = 1; n < 4; n++) {
      if (squares[n] > squares[largest]) {
        largest = n;
      }
    }
    double s = 2 * Math.sqrt(squares[largest]);
    double[] q =
        switch (largest) {
          case 0 -> new double[] {s / 4, (r21 - r12) / s, (r02 - r20) / s, (r10 - r01) / s};
          case 1 -> new double[] {(r21 - r12) / s, s / 4, (r01 + r10) / s, (r02 + r20) / s};
          case 2 -> new double[] {(r02 - r20) / s, (r01 + r10) / s, s / 4, (r12 + r21) / s};
          default -> new double[] {(r10 - r01) / s, (r02 + r20) / s, (r12 + r21) / s, s / 4};
        };
    double sign = q[0] < 0 ? -1 : 1;
    return new double[] {sign * q[0], sign * q[1], sign * q[2], sign * q[3]};
  }
}
