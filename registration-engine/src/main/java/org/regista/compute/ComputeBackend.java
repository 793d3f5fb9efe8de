package org.regista.compute;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A device that registrations can run on. Found as a SciJava plugin by name; it opens workspaces
 * that keep everything of one pyramid level in the device's memory. The solvers in {@code
 * org.regista.register} know nothing else of a device.
 */
public interface ComputeBackend extends SciJavaPlugin, AutoCloseable {

  /** The name that a user gives to {@code --backend}: "cpu", "reference", "opencl". */
  String name();

  /**
   * This backend on one of its devices.
   *
   * @throws InputDataException if there is nothing to choose, or no such device
   */
  default ComputeBackend on(DeviceChoice choice) {
    if (!choice.equals(DeviceChoice.ANY)) {
      throw new InputDataException(
          "the backend '%s' has no devices to choose from; give '--backend %s' alone"
              .formatted(name(), name()));
    }
    return this;
  }

  /** Why this machine cannot run it, in a sentence; empty if it can. */
  Optional<String> unavailableBecause();

  /** What computes, for the log and the result: "CPU, AVX2, 2 threads". */
  String device(int threads);

  /** What could be chosen, as {@link #device} describes it, in the order of {@link #on}. */
  default List<String> devices(int threads) {
    return List.of(device(threads));
  }

  /** What may be allocated on a device with a memory of its own; empty for that of the host. */
  default OptionalLong memoryBytes() {
    return OptionalLong.empty();
  }

  /**
   * Refuses a task whose arrays will not fit into the memory of the device.
   *
   * @param task for the message: "a field of 160x192x224 voxels"
   * @throws org.regista.error.DeviceException naming what is needed and what there is
   */
  default void reserve(long floats, String task) {}

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

  /** Frees what the device keeps between workspaces, all of which are closed by now. */
  @Override
  default void close() {}
}
