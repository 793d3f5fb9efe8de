package org.regista.compute.reference;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.FieldWorkspace;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.kernel.HostLinearWorkspace;
import org.regista.compute.kernel.KernelDeformableWorkspace;
import org.regista.compute.kernel.KernelFieldWorkspace;
import org.regista.geometry.GridGeometry;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.Plugin;

/** Plain Java: slow and readable, the oracle of the other backends. Runs everywhere. */
@Plugin(type = ComputeBackend.class, name = "reference")
public final class ReferenceBackend implements ComputeBackend {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Optional<String> unavailableBecause() {
    return Optional.empty();
  }

  @Override
  public String device(int threads) {
    return new ReferenceKernels(threads).device();
  }

  @Override
  public LinearWorkspace openLinear(LinearProblem problem) {
    return new HostLinearWorkspace(problem, new ReferenceKernels(problem.threads()));
  }

  @Override
  public DeformableWorkspace openDeformable(DeformableProblem problem) {
    return new KernelDeformableWorkspace<>(problem, new ReferenceKernels(problem.threads()));
  }

  @Override
  public FieldWorkspace openField(DisplacementField start, GridGeometry grid, int threads) {
    return new KernelFieldWorkspace<>(start, grid, new ReferenceKernels(threads), threads);
  }
}
