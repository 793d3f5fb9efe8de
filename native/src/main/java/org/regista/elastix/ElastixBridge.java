package org.regista.elastix;

/** The elastix library, called from one place, in a process of its own: {@link BridgeWorker}. */
final class ElastixBridge {

  private ElastixBridge() {}

  /**
   * Registers. The iteration table goes to standard output.
   *
   * @param voxels addresses of float32 voxels: fixed, moving, fixed mask, moving mask; 0 for none
   * @param geometries of these, each size, origin, spacing and the rows of the direction
   * @param parameters per parameter file its rows: key, value, value ...
   * @param start rows of the map that comes first, 12 numbers; none for the identity
   * @return per parameter file the text of what was found
   * @throws IllegalStateException with the library's own words
   */
  static native String[] register(
      long[] voxels, double[][] geometries, String[][][] parameters, double[] start, int threads);
}
