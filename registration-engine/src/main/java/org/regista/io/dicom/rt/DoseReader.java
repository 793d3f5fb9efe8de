package org.regista.io.dicom.rt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Tag;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.rt.DoseGrid;

/** Reads RT Doses (PS3.3 C.8.8.3): evenly spaced planes of scaled, unsigned integers. */
public final class DoseReader {

  private static final double EVEN_MM = 0.01;

  private DoseReader() {}

  /** Whether a file is one, by its SOP class. */
  public static boolean isDose(Attributes object) {
    return object.getString(Tag.SOPClassUID, "").equals(ObjectKind.DOSE.sopClass());
  }

  /**
   * The dose in its own space, whose frame of reference is that of the file; the caller closes it.
   *
   * @throws InputDataException if it is damaged, no dose, or its planes are not evenly spaced
   */
  public static DoseGrid read(Path file) {
    Attributes object = DicomObjects.read(file);
    if (!isDose(object)) {
      throw new InputDataException(
          "'%s' is no RT Dose; its SOP class is %s"
              .formatted(file, object.getString(Tag.SOPClassUID, "missing")));
    }
    GridGeometry grid = grid(object, file);
    Space space =
        new Space(
            object.getString(Tag.SOPInstanceUID, file.toString()),
            "dose " + file.getFileName(),
            Optional.ofNullable(object.getString(Tag.FrameOfReferenceUID)));
    boolean gray = object.getString(Tag.DoseUnits, "").strip().equals("GY");
    return new DoseGrid(
        new Volume(
            space,
            grid,
            gray ? IntensityUnit.GRAY : IntensityUnit.ARBITRARY,
            voxels(object, grid.size(), file)),
        object.getString(Tag.DoseType, "PHYSICAL").strip(),
        object.getString(Tag.DoseSummationType, "PLAN").strip());
  }

  private static GridGeometry grid(Attributes object, Path file) {
    double[] p = numbers(object, Tag.ImagePositionPatient, 3, file);
    double[] o = numbers(object, Tag.ImageOrientationPatient, 6, file);
    double[] spacing = numbers(object, Tag.PixelSpacing, 2, file);
    int frames = object.getInt(Tag.NumberOfFrames, 1);
    int rows = object.getInt(Tag.Rows, 0);
    int columns = object.getInt(Tag.Columns, 0);
    LpsVector row = new LpsVector(o[0], o[1], o[2]);
    LpsVector column = new LpsVector(o[3], o[4], o[5]);
    LpsVector normal =
        new LpsVector(
            row.y() * column.z() - row.z() * column.y(),
            row.z() * column.x() - row.x() * column.z(),
            row.x() * column.y() - row.y() * column.x());
    if (frames < 2 || rows < 1 || columns < 1) {
      throw new InputDataException(
          "'%s' has %d planes of %d x %d; a dose grid needs at least two"
              .formatted(file, frames, columns, rows));
    }
    try {
      return new GridGeometry(
          new GridSize(columns, rows, frames),
          AffineMap.ofColumns(
              row.times(spacing[1]),
              column.times(spacing[0]),
              normal.times(step(numbers(object, Tag.GridFrameOffsetVector, frames, file), file)),
              new LpsPoint(p[0], p[1], p[2])));
    } catch (IllegalArgumentException e) {
      throw new InputDataException(
          "'%s' has an impossible geometry: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Distance of the planes. Offsets begin with 0, or hold z coordinates; their differences mean the
   * same either way (PS3.3 C.8.8.3.2).
   */
  private static double step(double[] offsets, Path file) {
    double step = (offsets[offsets.length - 1] - offsets[0]) / (offsets.length - 1);
    for (int k = 0; k < offsets.length; k++) {
      if (Math.abs(offsets[k] - offsets[0] - k * step) > EVEN_MM) {
        throw new InputDataException(
            "'%s': plane %d is %.3f mm off its place; only evenly spaced planes are read"
                .formatted(file, k + 1, offsets[k] - offsets[0] - k * step));
      }
    }
    return step;
  }

  private static double[] numbers(Attributes object, int tag, int count, Path file) {
    double @Nullable [] values;
    try {
      values = object.getDoubles(tag);
    } catch (RuntimeException e) {
      values = null;
    }
    if (values == null || values.length != count) {
      throw new InputDataException(
          "'%s': attribute (%04X,%04X) has %d numbers instead of %d"
              .formatted(
                  file, tag >>> 16, tag & 0xffff, values == null ? 0 : values.length, count));
    }
    return values;
  }

  private static NativeBuffer voxels(Attributes object, GridSize size, Path file) {
    int bits = object.getInt(Tag.BitsAllocated, 0);
    double scaling = object.getDouble(Tag.DoseGridScaling, 0);
    if ((bits != 16 && bits != 32) || !(scaling > 0)) {
      throw new InputDataException(
          "'%s' has %d bits per voxel and the dose grid scaling %s".formatted(file, bits, scaling));
    }
    byte[] bytes = bytes(object, file);
    long needed = Math.multiplyExact(size.voxelCount(), (long) bits / 8);
    if (bytes.length < needed) {
      throw new InputDataException(
          "'%s': %s voxels need %d bytes, the file has %d"
              .formatted(file, size, needed, bytes.length));
    }
    ByteBuffer data =
        ByteBuffer.wrap(bytes)
            .order(object.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    NativeBuffer voxels = NativeBuffer.allocate(size.voxelCount());
    for (long n = 0; n < voxels.length(); n++) {
      long stored = bits == 16 ? data.getShort() & 0xffffL : data.getInt() & 0xffffffffL;
      voxels.set(n, (float) (stored * scaling));
    }
    return voxels;
  }

  private static byte[] bytes(Attributes object, Path file) {
    if (object.getValue(Tag.PixelData) instanceof Fragments) {
      throw new InputDataException(
          "'%s' is compressed; decompress it first, for example with gdcmconv --raw"
              .formatted(file));
    }
    try {
      byte @Nullable [] bytes = object.getBytes(Tag.PixelData);
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read to its end".formatted(file), e);
    }
  }
}
