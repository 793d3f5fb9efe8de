/**
 * The workspaces, written once over {@link org.regista.compute.kernel.Kernels}: plain Java and C++
 * ones in host memory, and those of OpenCL devices in theirs.
 */
@NullMarked
package org.regista.compute.kernel;

import org.jspecify.annotations.NullMarked;
