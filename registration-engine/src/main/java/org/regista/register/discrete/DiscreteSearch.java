package org.regista.register.discrete;

import java.util.Optional;
import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;
import org.regista.preprocess.GridWeights;
import org.regista.register.plan.DiscreteLevel;
import org.regista.register.plan.DiscreteStage;
import org.regista.transform.DisplacementField;

/**
 * A smooth displacement of large reach by search, as ConvexAdam begins (Siebert et al. 2021,
 * arXiv:2112.03053): descriptors of self-similarity, the cost of every displacement of every node,
 * coupled convex optimisation in both directions, and agreement of the two. Unlike there, patches
 * are compared voxel by voxel and not as means, displacements may be finer than the nodes, several
 * levels may follow each other, and what is outside the mask follows its neighbours.
 */
public final class DiscreteSearch {

  private static final int SYMMETRY_ROUNDS = 15;

  private final DiscreteStage stage;
  private final Volume fixed;
  private final Volume moving;
  private final AffineMap fixedToMoving;
  private final int threads;
  private final WorkingGrid working;
  private final float[] weight;
  private final Displacements found = new Displacements();

  /**
   * Borrows the images, which are best about as fine as the stage's spacing.
   *
   * @param fixedToMoving LPS mm
   */
  public DiscreteSearch(
      DiscreteStage stage,
      Volume fixed,
      Volume moving,
      Optional<Mask> fixedMask,
      AffineMap fixedToMoving,
      int threads) {
    this.stage = stage;
    this.fixed = fixed;
    this.moving = moving;
    this.fixedToMoving = fixedToMoving;
    this.threads = threads;
    this.working = WorkingGrid.over(fixed.grid(), stage.spacingMm());
    this.weight = new float[Math.toIntExact(working.size().voxelCount())];
    GridWeights masked = GridWeights.of(fixedMask, working.geometry());
    for (int n = 0; n < weight.length; n++) {
      weight[n] = (float) masked.at(n);
    }
  }

  /** Searches at one level, from where those before it ended. */
  public void search(DiscreteLevel level) {
    int pad = level.reachSteps() * level.stepVoxels();
    Descriptors f = described(fixed, new Displacements(), AffineMap.IDENTITY, pad);
    Descriptors m = described(moving, found, fixedToMoving, pad);
    NodeGrid grid = NodeGrid.of(working.size(), level.nodeVoxels());
    NodeField forward =
        CoupledConvex.solve(CostVolume.of(f, m, weight, grid, level, threads), threads);
    NodeField backward =
        CoupledConvex.solve(CostVolume.of(m, f, weight, grid, level, threads), threads);
    NodeField.symmetrise(forward, backward, SYMMETRY_ROUNDS);
    found.add(forward);
  }

  private Descriptors described(Volume image, Displacements moved, AffineMap toImage, int pad) {
    GridSize padded = working.padded(pad);
    byte[] values =
        MindDescriptors.of(
            working.sample(image, moved, toImage, pad, threads),
            padded,
            stage.similarity().radiusVoxels(),
            stage.similarity().distanceVoxels(),
            threads);
    return new Descriptors(values, padded, pad);
  }

  /** What was found: u in LPS mm on the working grid, smooth but not checked for folds. */
  public DisplacementField field() {
    GridSize size = working.size();
    long count = size.voxelCount();
    AffineMap toLps = working.geometry().indexToLps();
    NativeBuffer u = NativeBuffer.allocate(3 * count);
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          double[] x = new double[3];
          for (int j = 0; j < size.nj(); j++) {
            for (int i = 0; i < size.ni(); i++) {
              found.at(i, j, k, x);
              LpsVector mm = toLps.applyToVector(new LpsVector(x[0] - i, x[1] - j, x[2] - k));
              long p = size.offset(i, j, k);
              u.set(p, (float) mm.x());
              u.set(p + count, (float) mm.y());
              u.set(p + 2 * count, (float) mm.z());
            }
          }
        });
    return new DisplacementField(fixed.space(), fixed.space(), working.geometry(), u);
  }
}
