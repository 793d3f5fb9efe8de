package org.regista.io.dicom;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.dicom.tree.SeriesIdentity;
import org.regista.parallel.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a series into a volume: each slice with its own rescale slope and intercept, in the order
 * of the slices' positions, on a right-handed grid in LPS mm.
 *
 * <p>Pixels that the file declares to be padding become the smallest intensity of the rest of the
 * volume: air for a CT, nothing for a PET. The values of MONOCHROME1 images are kept as they are,
 * since that only says how to show them.
 */
public final class DicomSeriesReader {

  private static final Logger LOG = LoggerFactory.getLogger(DicomSeriesReader.class);
  private static final int THREADS = 4;

  private DicomSeriesReader() {}

  /**
   * A volume, owned by the caller.
   *
   * @throws InputDataException if the slices do not form one evenly spaced volume, or a file is
   *     damaged
   */
  public static Volume read(VolumeCandidate series) {
    SliceStack stack = series.stack();
    SeriesIdentity identity = series.identity();
    stack.remarks().forEach(LOG::warn);
    NativeBuffer voxels = NativeBuffer.allocate(stack.grid().size().voxelCount());
    try {
      readVoxels(stack, identity.label(), voxels);
      return new Volume(identity.space(), stack.grid(), identity.unit(), voxels);
    } catch (RuntimeException e) {
      voxels.close();
      throw e;
    }
  }

  private static void readVoxels(SliceStack stack, String label, NativeBuffer voxels) {
    GridSize size = stack.grid().size();
    AtomicBoolean padded = new AtomicBoolean();
    Workers.forEach(
        size.nk(),
        threads(stack.slices()),
        k -> {
          try (SlicePixels pixels = SlicePixels.open(stack.slices().get(k))) {
            for (int j = 0; j < size.nj(); j++) {
              float[] row = pixels.nextRow();
              voxels.write(size.offset(0, j, k), row, row.length);
              if (hasPadding(row)) {
                padded.set(true);
              }
            }
          }
        });
    if (padded.get()) {
      fillPadding(voxels, label);
    }
  }

  /** As many as can decompress at once in an eighth of the heap. */
  private static int threads(List<SliceHeader> slices) {
    long each = 1;
    for (SliceHeader slice : slices) {
      each = Math.max(each, SlicePixels.workingBytes(slice));
    }
    return (int) Math.clamp(Runtime.getRuntime().maxMemory() / 8 / each, 1, THREADS);
  }

  private static boolean hasPadding(float[] row) {
    for (float value : row) {
      if (Float.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  private static void fillPadding(NativeBuffer voxels, String label) {
    float smallest = Float.POSITIVE_INFINITY;
    for (long n = 0; n < voxels.length(); n++) {
      float value = voxels.get(n);
      if (value < smallest) {
        smallest = value;
      }
    }
    if (smallest == Float.POSITIVE_INFINITY) {
      throw new InputDataException("series '%s' consists of padding pixels only".formatted(label));
    }
    for (long n = 0; n < voxels.length(); n++) {
      if (Float.isNaN(voxels.get(n))) {
        voxels.set(n, smallest);
      }
    }
  }
}
