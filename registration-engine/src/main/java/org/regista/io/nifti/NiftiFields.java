package org.regista.io.nifti;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The raw fields of either header version, unchecked; names as in nifti1.h where they are not
 * words.
 */
record NiftiFields(
    long[] dims,
    double[] pixdim,
    int datatype,
    int intent,
    double offset,
    double slope,
    double intercept,
    int units,
    int qformCode,
    int sformCode,
    double[] quatern,
    double[] srow) {

  static NiftiFields ofVersion1(ByteBuffer in) {
    long[] dims = new long[8];
    double[] pixdim = new double[8];
    for (int n = 0; n < 8; n++) {
      dims[n] = in.getShort(40 + 2 * n);
      pixdim[n] = in.getFloat(76 + 4 * n);
    }
    double[] quatern = new double[6];
    for (int n = 0; n < 6; n++) {
      quatern[n] = in.getFloat(256 + 4 * n);
    }
    double[] srow = new double[12];
    for (int n = 0; n < 12; n++) {
      srow[n] = in.getFloat(280 + 4 * n);
    }
    return new NiftiFields(
        dims,
        pixdim,
        in.getShort(70),
        in.getShort(68),
        in.getFloat(108),
        in.getFloat(112),
        in.getFloat(116),
        in.get(123),
        in.getShort(252),
        in.getShort(254),
        quatern,
        srow);
  }

  static NiftiFields ofVersion2(ByteBuffer in) {
    long[] dims = new long[8];
    double[] pixdim = new double[8];
    for (int n = 0; n < 8; n++) {
      dims[n] = in.getLong(16 + 8 * n);
      pixdim[n] = in.getDouble(104 + 8 * n);
    }
    double[] quatern = new double[6];
    for (int n = 0; n < 6; n++) {
      quatern[n] = in.getDouble(352 + 8 * n);
    }
    double[] srow = new double[12];
    for (int n = 0; n < 12; n++) {
      srow[n] = in.getDouble(400 + 8 * n);
    }
    return new NiftiFields(
        dims,
        pixdim,
        in.getShort(12),
        in.getInt(504),
        in.getLong(168),
        in.getDouble(176),
        in.getDouble(184),
        in.getInt(500),
        in.getInt(344),
        in.getInt(348),
        quatern,
        srow);
  }

  long dim(int n) {
    return dims[n];
  }

  /** "181 x 217 x 1", for messages. */
  String shape() {
    int rank = Math.clamp(dims[0], 0, 7);
    return Arrays.stream(dims, 1, rank + 1)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" x "));
  }
}
