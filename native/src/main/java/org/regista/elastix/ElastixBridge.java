package org.regista.elastix;

/** The elastix library, called from one place, in a process of its own: {@link BridgeWorker}. */
final class ElastixBridge {

  private ElastixBridge() {}

  /**
   * Registers. The iteration table goes to standard output, the TransformParameters files to the
   * first of the files.
   *
   * @param voxels addresses of float32 voxels: fixed, moving, fixed mask, moving mask; 0 for none
   * @param geometries of these, each size, origin, spacing and the rows of the direction
   * @param parameters per parameter file its rows: key, value, value ...
   * @param files the folder for the results, the transform to start from, and the corresponding
   *     points of the fixed and the moving image; empty for none
   * @throws IllegalStateException with the library's own words
   */
  static native void register(
      long[] voxels, double[][] geometries, String[][][] parameters, String[] files, int threads);
}
