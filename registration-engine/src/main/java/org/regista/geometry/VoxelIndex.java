package org.regista.geometry;

/** A continuous position on a grid; integers are voxel centres, so voxel 0 covers [-0.5, 0.5). */
public record VoxelIndex(double i, double j, double k) {}
