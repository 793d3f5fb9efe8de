package org.regista.register.discrete;

import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.GridSize;

/**
 * An image as descriptors on the working grid with {@code pad} voxels more on every side, so that
 * every displacement that is tried can be read.
 *
 * @param values as {@link MindDescriptors#of} gives them
 */
record Descriptors(byte[] values, GridSize padded, int pad) {

  /** Where the descriptor of a voxel of the working grid begins. */
  int offset(int i, int j, int k) {
    return (((k + pad) * padded.nj() + j + pad) * padded.ni() + i + pad) * MindDescriptors.CHANNELS;
  }

  /** How far apart two descriptors lie that are (i, j, k) voxels apart. */
  int shift(int i, int j, int k) {
    return ((k * padded.nj() + j) * padded.ni() + i) * MindDescriptors.CHANNELS;
  }
}
