package org.regista.image;

import java.util.List;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;

/**
 * A scalar image: float32 voxels, planar [nk][nj][ni], on a grid in the space of one series. Owns
 * its memory; whoever constructs a volume closes it.
 */
public final class Volume implements AutoCloseable {

  private final Space space;
  private final GridGeometry grid;
  private final IntensityUnit unit;
  private final NativeBuffer voxels;
  private final VolumeNotes notes;

  /** Takes ownership of {@code voxels}, which must hold exactly one float per voxel. */
  public Volume(Space space, GridGeometry grid, IntensityUnit unit, NativeBuffer voxels) {
    this(space, grid, unit, voxels, VolumeNotes.NONE);
  }

  /**
   * Takes ownership of {@code voxels}, which must hold exactly one float per voxel.
   *
   * @param notes of who read it
   */
  public Volume(
      Space space, GridGeometry grid, IntensityUnit unit, NativeBuffer voxels, VolumeNotes notes) {
    if (voxels.length() != grid.size().voxelCount()) {
      throw new IllegalArgumentException(
          "%d voxels for a grid of %s".formatted(voxels.length(), grid.size()));
    }
    this.space = space;
    this.grid = grid;
    this.unit = unit;
    this.voxels = voxels;
    this.notes = notes;
  }

  /** A volume of zeros. */
  public static Volume zeros(Space space, GridGeometry grid, IntensityUnit unit) {
    return new Volume(space, grid, unit, NativeBuffer.allocate(grid.size().voxelCount()));
  }

  public Space space() {
    return space;
  }

  public GridGeometry grid() {
    return grid;
  }

  public GridSize size() {
    return grid.size();
  }

  public IntensityUnit unit() {
    return unit;
  }

  /** The voxels, borrowed. */
  public NativeBuffer voxels() {
    return voxels;
  }

  /** All that its reader had to say. */
  public VolumeNotes notes() {
    return notes;
  }

  /** What is doubtful about its geometry and asks for a review, in sentences; usually nothing. */
  public List<String> remarks() {
    return notes.remarks();
  }

  /** What is unusual about its geometry and too small to matter, in sentences. */
  public List<String> observations() {
    return notes.observations();
  }

  /** Where its intensities come from, in a sentence; empty if they are as stored. */
  public String intensityNote() {
    return notes.intensities();
  }

  public float at(int i, int j, int k) {
    return voxels.get(grid.size().offset(i, j, k));
  }

  @Override
  public void close() {
    voxels.close();
  }
}
