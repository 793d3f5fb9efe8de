package org.regista.io;

/** How voxels are stored in a file. */
public enum VoxelType {
  /** As computed. */
  FLOAT32,
  /** Whole numbers from -32768 to 32767: label maps. */
  INT16
}
