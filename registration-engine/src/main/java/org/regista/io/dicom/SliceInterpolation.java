package org.regista.io.dicom;

import java.util.List;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/** Fills an even grid from slices at uneven heights, linearly between the two next ones. */
final class SliceInterpolation {

  private SliceInterpolation() {}

  /**
   * The voxels of {@code stack.grid()}, owned by the caller.
   *
   * @param slices those of the stack, one after the other; borrowed
   */
  static NativeBuffer even(SliceStack stack, NativeBuffer slices) {
    GridSize size = stack.grid().size();
    int perSlice = Math.multiplyExact(size.ni(), size.nj());
    NativeBuffer even = NativeBuffer.allocate(size.voxelCount());
    float[] below = new float[perSlice];
    float[] above = new float[perSlice];
    List<Double> heights = stack.heights();
    int next = 1;
    for (int k = 0; k < size.nk(); k++) {
      while (next < heights.size() - 1 && heights.get(next) < k) {
        next++;
      }
      double from = heights.get(next - 1);
      double share = Math.clamp((k - from) / (heights.get(next) - from), 0.0, 1.0);
      slices.read((long) (next - 1) * perSlice, below, perSlice);
      slices.read((long) next * perSlice, above, perSlice);
      for (int n = 0; n < perSlice; n++) {
        below[n] = (float) ((1 - share) * below[n] + share * above[n]);
      }
      even.write((long) k * perSlice, below, perSlice);
    }
    return even;
  }
}
