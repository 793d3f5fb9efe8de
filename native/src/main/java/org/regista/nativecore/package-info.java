/**
 * The CPU as a compute device: {@link org.regista.nativecore.CpuBackend} opens the engine's host
 * workspaces over kernels written in C++ ({@code src/main/cpp}), called through {@link
 * org.regista.nativecore.CpuBridge}.
 */
@NullMarked
package org.regista.nativecore;

import org.jspecify.annotations.NullMarked;
