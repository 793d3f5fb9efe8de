package org.regista.nativecore;

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

/** The processor, through C++ kernels for the best instructions that it has. */
@Plugin(type = ComputeBackend.class, name = "cpu")
public final class CpuBackend implements ComputeBackend {

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public Optional<String> unavailableBecause() {
    return NativeLibrary.unavailableBecause();
  }

  @Override
  public String device(int threads) {
    return "CPU, " + NativeContext.describe(InstructionSet.best(), threads);
  }

  @Override
  public LinearWorkspace openLinear(LinearProblem problem) {
    return new HostLinearWorkspace(problem, new NativeKernels(problem.threads()));
  }

  @Override
  public DeformableWorkspace openDeformable(DeformableProblem problem) {
    return new KernelDeformableWorkspace<>(problem, new NativeKernels(problem.threads()));
  }

  @Override
  public FieldWorkspace openField(DisplacementField start, GridGeometry grid, int threads) {
    return new KernelFieldWorkspace<>(start, grid, new NativeKernels(threads), threads);
  }
}
