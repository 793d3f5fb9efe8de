package org.regista.app;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.FieldWorkspace;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.geometry.GridGeometry;
import org.regista.transform.DisplacementField;

/** A device that fails as badly as a device can, as soon as it is used. */
abstract class FaultyBackend implements ComputeBackend {

  private final String name;

  FaultyBackend(String name) {
    this.name = name;
  }

  abstract void harm();

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> unavailableBecause() {
    return Optional.empty();
  }

  @Override
  public String device(int threads) {
    return name;
  }

  @Override
  public LinearWorkspace openLinear(LinearProblem problem) {
    throw harmed();
  }

  @Override
  public DeformableWorkspace openDeformable(DeformableProblem problem) {
    throw harmed();
  }

  @Override
  public FieldWorkspace openField(DisplacementField start, GridGeometry grid, int threads) {
    throw harmed();
  }

  private IllegalStateException harmed() {
    harm();
    return new IllegalStateException("no harm done");
  }
}
