package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.image.VolumeNotes;
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
  public static Volume read(VolumeCandidate volume) {
    return read(volume, Uneven.REFUSED);
  }

  /**
   * As {@link #read(VolumeCandidate)}, and decides what happens to uneven slices.
   *
   * @throws InputDataException if the slices do not form one volume, or a file is damaged
   */
  public static Volume read(VolumeCandidate volume, Uneven uneven) {
    SliceStack stack = volume.stack(uneven);
    VolumeNotes notes = volume.notes(stack);
    notes.remarks().forEach(LOG::warn);
    notes.observations().forEach(LOG::info);
    logIntensities(volume);
    GridSize grid = stack.grid().size();
    GridSize stored = new GridSize(grid.ni(), grid.nj(), stack.slices().size());
    NativeBuffer voxels = NativeBuffer.allocate(stored.voxelCount());
    try {
      readVoxels(stack, stored, volume, voxels);
      if (stack.evened()) {
        NativeBuffer slices = voxels;
        voxels = SliceInterpolation.even(stack, slices);
        slices.close();
      }
      return new Volume(volume.space(), stack.grid(), volume.identity().unit(), voxels, notes);
    } catch (RuntimeException e) {
      voxels.close();
      throw e;
    }
  }

  /**
   * The slice in the middle of a volume alone, on its own grid of one slice and by its own header;
   * also where the slices are uneven or some are missing. The caller closes it.
   *
   * @throws InputDataException if its file is damaged
   */
  public static Volume readMiddle(VolumeCandidate volume) {
    SliceStack stack = SliceStack.middle(volume.slices());
    GridSize size = stack.grid().size();
    NativeBuffer voxels = NativeBuffer.allocate(size.voxelCount());
    try {
      readVoxels(stack, size, volume, voxels);
      return new Volume(volume.space(), stack.grid(), volume.identity().unit(), voxels);
    } catch (RuntimeException e) {
      voxels.close();
      throw e;
    }
  }

  /** Without the ledger, which has a patient's weight. */
  private static void logIntensities(VolumeCandidate volume) {
    Uptake uptake = volume.uptake();
    if (!uptake.refusal().isEmpty()) {
      LOG.warn("series '{}': {}", volume.identity().label(), uptake.note());
    } else if (uptake.ledger().isPresent()) {
      LOG.info(
          "series '{}': values times {} are {}",
          volume.identity().label(),
          uptake.factor(),
          volume.identity().unit().symbol());
    }
  }

  private static void readVoxels(
      SliceStack stack, GridSize size, VolumeCandidate volume, NativeBuffer voxels) {
    double factor = volume.uptake().factor();
    AtomicBoolean padded = new AtomicBoolean();
    List<List<Integer>> files = slicesByFile(stack.slices());
    Workers.forEach(
        files.size(),
        threads(stack.slices()),
        file -> {
          List<Integer> slices = files.get(file);
          try (SlicePixels pixels = SlicePixels.open(stack.slices().get(slices.getFirst()))) {
            for (int k : slices) {
              pixels.begin(stack.slices().get(k));
              for (int j = 0; j < size.nj(); j++) {
                float[] row = pixels.nextRow(factor);
                voxels.write(size.offset(0, j, k), row, row.length);
                if (hasPadding(row)) {
                  padded.set(true);
                }
              }
            }
          }
        });
    if (padded.get()) {
      fillPadding(voxels, volume.identity().label());
    }
  }

  /** For each file the slices that it holds, in the order in which they are stored. */
  private static List<List<Integer>> slicesByFile(List<SliceHeader> slices) {
    Map<Path, List<Integer>> byFile = new LinkedHashMap<>();
    for (int k = 0; k < slices.size(); k++) {
      byFile.computeIfAbsent(slices.get(k).file(), file -> new ArrayList<>()).add(k);
    }
    byFile
        .values()
        .forEach(ks -> ks.sort(Comparator.comparingInt(k -> slices.get(k).frame().number())));
    return List.copyOf(byFile.values());
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
