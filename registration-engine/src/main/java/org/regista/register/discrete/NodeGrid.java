package org.regista.register.discrete;

import org.regista.geometry.GridSize;

/**
 * Nodes that stand for cells of {@code spacing} voxels along each axis; the last cells may be
 * smaller. Node a lies at voxel a * spacing + (spacing - 1) / 2.
 */
record NodeGrid(GridSize voxels, int spacing, GridSize nodes) {

  static NodeGrid of(GridSize voxels, int spacing) {
    return new NodeGrid(
        voxels,
        spacing,
        new GridSize(
            cells(voxels.ni(), spacing), cells(voxels.nj(), spacing), cells(voxels.nk(), spacing)));
  }

  private static int cells(int length, int spacing) {
    return (length + spacing - 1) / spacing;
  }

  int count() {
    return Math.toIntExact(nodes.voxelCount());
  }

  /** Where a voxel position lies, in nodes. */
  double toNode(double voxel) {
    return (voxel - 0.5 * (spacing - 1)) / spacing;
  }

  double toVoxel(double node) {
    return node * spacing + 0.5 * (spacing - 1);
  }
}
