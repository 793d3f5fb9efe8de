/**
 * The kernels in {@code src/main/opencl} on any OpenCL device: see {@link
 * org.regista.nativecore.opencl.OpenClBackend}. Everything of one pyramid level stays in the memory
 * of the device.
 */
@NullMarked
package org.regista.nativecore.opencl;

import org.jspecify.annotations.NullMarked;
