package org.regista.io.nifti;

import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the voxels lie: the sform if its code is positive, else the qform if its code is, else the
 * voxel sizes with the origin at the grid's centre (nifti1.h, methods 3, 2, 1). Two positive codes
 * that disagree are reported.
 */
final class NiftiOrientation {

  private static final Logger LOG = LoggerFactory.getLogger(NiftiOrientation.class);

  /** A quaternion in float32 is itself off by up to 0.1 mm at the corners near half a turn. */
  private static final double DISAGREEMENT_MM = 0.3;

  private NiftiOrientation() {}

  static AffineMap indexToLps(NiftiFields f, GridSize size, Path source) {
    checkSpacing(f, source);
    double toMm = unit(f.units());
    AffineMap map;
    if (f.sformCode() > 0) {
      map = sform(f, toMm);
      if (f.qformCode() > 0) {
        warnIfDifferent(map, qform(f, toMm), f, size, source);
      }
    } else if (f.qformCode() > 0) {
      map = qform(f, toMm);
    } else {
      LOG.warn(
          "'{}' does not say how the patient lies (qform and sform code 0); "
              + "i to the right, j to the front and k to the head are assumed",
          source.getFileName());
      map = bySpacing(f, size, toMm);
    }
    return NiftiHeader.flipXy(map);
  }

  /** Voxel sizes must be numbers even where the sform is used, and positive where they count. */
  private static void checkSpacing(NiftiFields f, Path source) {
    for (int axis = 1; axis <= 3; axis++) {
      double size = f.pixdim()[axis];
      if (!Double.isFinite(size) || (size <= 0 && f.sformCode() <= 0)) {
        throw new InputDataException(
            "'%s': the voxel size pixdim[%d] is %s; a positive number is needed, repair the header"
                .formatted(source, axis, size));
      }
    }
  }

  /** xyzt_units: 1 metre, 2 mm, 3 micrometre; unknown is taken as mm. */
  private static double unit(int units) {
    return switch (units & 7) {
      case 1 -> 1000;
      case 3 -> 0.001;
      default -> 1;
    };
  }

  private static AffineMap sform(NiftiFields f, double toMm) {
    double[] s = f.srow();
    return new AffineMap(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11])
        .andThen(AffineMap.scaling(toMm, toMm, toMm));
  }

  private static AffineMap qform(NiftiFields f, double toMm) {
    double[] q = f.quatern();
    double b = q[0];
    double c = q[1];
    double d = q[2];
    double rest = 1 - (b * b + c * c + d * d);
    double a = rest > 0 ? Math.sqrt(rest) : 0;
    double norm = Math.sqrt(a * a + b * b + c * c + d * d);
    a /= norm;
    b /= norm;
    c /= norm;
    d /= norm;
    double[] p = f.pixdim();
    double k = p[0] < 0 ? -p[3] : p[3];
    AffineMap rotation =
        new AffineMap(
            a * a + b * b - c * c - d * d,
            2 * (b * c - a * d),
            2 * (b * d + a * c),
            q[3],
            2 * (b * c + a * d),
            a * a + c * c - b * b - d * d,
            2 * (c * d - a * b),
            q[4],
            2 * (b * d - a * c),
            2 * (c * d + a * b),
            a * a + d * d - b * b - c * c,
            q[5]);
    return AffineMap.scaling(p[1], p[2], k)
        .andThen(rotation)
        .andThen(AffineMap.scaling(toMm, toMm, toMm));
  }

  private static AffineMap bySpacing(NiftiFields f, GridSize size, double toMm) {
    double x = f.pixdim()[1] * toMm;
    double y = f.pixdim()[2] * toMm;
    double z = f.pixdim()[3] * toMm;
    return new AffineMap(
        x,
        0,
        0,
        -x * (size.ni() - 1) / 2,
        0,
        y,
        0,
        -y * (size.nj() - 1) / 2,
        0,
        0,
        z,
        -z * (size.nk() - 1) / 2);
  }

  private static void warnIfDifferent(
      AffineMap sform, AffineMap qform, NiftiFields f, GridSize size, Path source) {
    double worst = 0;
    for (int corner = 0; corner < 8; corner++) {
      LpsPoint index =
          new LpsPoint(
              (corner & 1) * (size.ni() - 1.0),
              (corner >> 1 & 1) * (size.nj() - 1.0),
              (corner >> 2) * (size.nk() - 1.0));
      worst = Math.max(worst, sform.apply(index).distanceMm(qform.apply(index)));
    }
    if (!(worst <= DISAGREEMENT_MM)) {
      LOG.warn(
          "'{}': sform (code {}) and qform (code {}) place the same voxel up to {} mm apart; the"
              + " sform is used",
          source.getFileName(),
          f.sformCode(),
          f.qformCode(),
          "%.2f".formatted(worst));
    }
  }
}
