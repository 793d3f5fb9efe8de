package org.regista.register;

import java.util.Optional;
import org.regista.compute.AffineDerivative;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;

/**
 * A similarity that needs neighbouring voxels, as a function of an affine map: the deformable
 * workspace with its field at zero. Its mean over the overlap times the share of the patient that
 * the moving image shows, so that nothing is won by sliding the images off each other. Borrows the
 * images.
 */
final class DenseObjective implements LinearObjective {

  private final LpsPoint centre;
  private final double radiusMm;
  private final GridGeometry fixed;
  private final float[] patient;
  private final GridGeometry moving;
  private final DeformableWorkspace workspace;

  private DenseObjective(ImagePair images, ImagePair.Level level, DeformableWorkspace workspace) {
    this.fixed = level.fixed().grid();
    this.patient = ShownShare.patient(level.fixed(), images.fixedMask());
    this.moving = level.moving().grid();
    this.centre = fixed.centre();
    this.radiusMm = radiusMm(fixed);
    this.workspace = workspace;
  }

  static DenseObjective open(
      ComputeBackend backend, ImagePair images, ImagePair.Level level, Similarity similarity) {
    DeformableProblem problem =
        new DeformableProblem(
            level.fixed(),
            level.moving(),
            images.fixedMask(),
            images.movingMask(),
            AffineMap.IDENTITY,
            level.fixed().grid(),
            level.fixed().grid(),
            Optional.empty(),
            similarity,
            images.threads());
    return new DenseObjective(images, level, backend.openDeformable(problem));
  }

  /** Of a box filled evenly: half its diagonal over the square root of 3. */
  private static double radiusMm(GridGeometry grid) {
    double x = grid.spacingMm(0) * grid.size().ni();
    double y = grid.spacingMm(1) * grid.size().nj();
    double z = grid.spacingMm(2) * grid.size().nk();
    return Math.sqrt((x * x + y * y + z * z) / 12);
  }

  @Override
  public LpsPoint centre() {
    return centre;
  }

  @Override
  public double radiusMm() {
    return radiusMm;
  }

  @Override
  public LinearEvaluation evaluate(AffineMap centredToMoving) {
    AffineMap fixedToMoving = uncentred(centredToMoving);
    workspace.setLinear(fixedToMoving);
    double mean = workspace.evaluate();
    double[] moments = aboutCentre(workspace.affineDerivative().toArray());
    double[] derivative = byEntries(moments, fixedToMoving.inverse());
    ShownShare shown = ShownShare.of(fixed, patient, moving, centre, centredToMoving);
    for (int n = 0; n < derivative.length; n++) {
      derivative[n] = shown.value() * derivative[n] + mean * shown.derivative()[n];
    }
    return new LinearEvaluation(
        shown.value() * mean, AffineDerivative.of(derivative), workspace.overlap());
  }

  /** Moments with [x, 1] become moments with [x - centre, 1]. */
  private double[] aboutCentre(double[] d) {
    double[] result = d.clone();
    for (int row = 0; row < 3; row++) {
      result[4 * row] -= centre.x() * d[4 * row + 3];
      result[4 * row + 1] -= centre.y() * d[4 * row + 3];
      result[4 * row + 2] -= centre.z() * d[4 * row + 3];
    }
    return result;
  }

  /** From d/d xi in {@code A o (id + xi)} to d/dA: the transposed inverse of A's linear part. */
  private static double[] byEntries(double[] d, AffineMap inverse) {
    double[] result = new double[12];
    for (int c = 0; c < 4; c++) {
      double x = d[c];
      double y = d[4 + c];
      double z = d[8 + c];
      result[c] = inverse.m00() * x + inverse.m10() * y + inverse.m20() * z;
      result[4 + c] = inverse.m01() * x + inverse.m11() * y + inverse.m21() * z;
      result[8 + c] = inverse.m02() * x + inverse.m12() * y + inverse.m22() * z;
    }
    return result;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
