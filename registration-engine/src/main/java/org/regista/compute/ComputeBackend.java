package org.regista.compute;

import java.util.Optional;
import org.regista.geometry.GridGeometry;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A device that registrations can run on. Found as a SciJava plugin by name; it opens workspaces
 * that keep everything of one pyramid level in the device's memory. The solvers in {@code
 * org.regista.register} know nothing else of a device.
 */
public interface ComputeBackend extends SciJavaPlugin {

  /** The name that a user gives to {@code --backend}: "cpu", "reference". */
  String name();

  /** Why this machine cannot run it, in a sentence; empty if it can. */
  Optional<String> unavailableBecause();

  /** What computes, for the log and the result: "CPU, AVX2, 2 threads". */
  String device(int threads);

  /** The caller closes the workspace. */
  LinearWorkspace openLinear(LinearProblem problem);

  /** The caller closes the workspace. */
  DeformableWorkspace openDeformable(DeformableProblem problem);

  /**
   * A field read on another grid; the caller closes the workspace.
   *
   * @param start read here and not kept
   */
  FieldWorkspace openField(DisplacementField start, GridGeometry grid, int threads);
}
