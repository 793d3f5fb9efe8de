package org.regista.io.dicom.reg;

import java.util.List;
import java.util.stream.IntStream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** Reads one item of a Deformable Registration Grid Sequence (PS3.3 C.20.3). */
final class VectorGridReader {

  private static final double COSINE_TOLERANCE = 1e-4;
  private static final double PLAUSIBLE_MM = 500;
  private static final int LARGEST_SIDE = 4096;

  private VectorGridReader() {}

  /** The grid; null if it cannot be used, and then a finding says why. */
  static @Nullable VectorGrid read(Attributes item, String place, List<Finding> findings) {
    GridGeometry geometry = geometry(item, place, findings);
    if (geometry == null) {
      return null;
    }
    float[] vectors = vectors(item);
    long wanted = 3 * geometry.size().voxelCount();
    if (vectors.length != wanted) {
      findings.add(
          Finding.error(
              "%s: a grid of %s nodes needs %d numbers, %d are there"
                  .formatted(place, geometry.size(), wanted, vectors.length)));
      return null;
    }
    judge(vectors, place, findings);
    return new VectorGrid(geometry, vectors);
  }

  private static float[] vectors(Attributes item) {
    try {
      float @Nullable [] values = item.getFloats(Tag.VectorGridData);
      return values == null ? new float[0] : values;
    } catch (RuntimeException e) {
      return new float[0];
    }
  }

  private static @Nullable GridGeometry geometry(
      Attributes item, String place, List<Finding> findings) {
    double[] p = RegistrationReader.numbers(item, Tag.ImagePositionPatient);
    double[] o = RegistrationReader.numbers(item, Tag.ImageOrientationPatient);
    double[] n = dimensions(item);
    double[] step = RegistrationReader.numbers(item, Tag.GridResolution);
    if (p.length != 3 || o.length != 6 || n.length != 3 || step.length != 3) {
      findings.add(
          Finding.error(
              place + ": its grid lacks position, orientation, dimensions or resolution"));
      return null;
    }
    if (!within(n, 1, LARGEST_SIDE) || !within(step, 1e-3, 1e3) || !within(p, -1e6, 1e6)) {
      findings.add(
          Finding.error(
              "%s: its grid of %.0f x %.0f x %.0f nodes, %g x %g x %g mm apart, is not possible"
                  .formatted(place, n[0], n[1], n[2], step[0], step[1], step[2])));
      return null;
    }
    LpsVector row = new LpsVector(o[0], o[1], o[2]);
    LpsVector column = new LpsVector(o[3], o[4], o[5]);
    if (Math.abs(row.lengthMm() - 1) > COSINE_TOLERANCE
        || Math.abs(column.lengthMm() - 1) > COSINE_TOLERANCE
        || Math.abs(row.dot(column)) > COSINE_TOLERANCE) {
      findings.add(
          Finding.error(place + ": the axes of its grid are not perpendicular unit vectors"));
      return null;
    }
    // the third axis is row x column, not the patient's z (C.20.3.1.1)
    return new GridGeometry(
        new GridSize((int) n[0], (int) n[1], (int) n[2]),
        AffineMap.ofColumns(
            row.times(step[0]),
            column.times(step[1]),
            cross(row, column).times(step[2]),
            new LpsPoint(p[0], p[1], p[2])));
  }

  private static double[] dimensions(Attributes item) {
    try {
      int @Nullable [] values = item.getInts(Tag.GridDimensions);
      return values == null ? new double[0] : IntStream.of(values).asDoubleStream().toArray();
    } catch (RuntimeException e) {
      return new double[0];
    }
  }

  private static boolean within(double[] values, double least, double most) {
    for (double value : values) {
      if (!(value >= least && value <= most)) {
        return false;
      }
    }
    return true;
  }

  static LpsVector cross(LpsVector a, LpsVector b) {
    return new LpsVector(
        a.y() * b.z() - a.z() * b.y(),
        a.z() * b.x() - a.x() * b.z(),
        a.x() * b.y() - a.y() * b.x());
  }

  private static void judge(float[] vectors, String place, List<Finding> findings) {
    long undefined = 0;
    double longest = 0;
    for (int n = 0; n < vectors.length; n += 3) {
      double length = Math.hypot(Math.hypot(vectors[n], vectors[n + 1]), vectors[n + 2]);
      if (Double.isNaN(length) || Double.isInfinite(length)) {
        undefined++;
      } else {
        longest = Math.max(longest, length);
      }
    }
    long nodes = vectors.length / 3;
    if (undefined == nodes) {
      findings.add(Finding.error(place + ": all vectors of its grid are undefined"));
    } else if (undefined > 0) {
      findings.add(
          Finding.warning(
              "%s: %d of %d vectors are undefined; there is no map there"
                  .formatted(place, undefined, nodes)));
    }
    if (longest > PLAUSIBLE_MM) {
      findings.add(
          Finding.error(
              "%s: its grid moves points by up to %.0f mm; the vectors may not be millimetres"
                  .formatted(place, longest)));
    }
  }
}
