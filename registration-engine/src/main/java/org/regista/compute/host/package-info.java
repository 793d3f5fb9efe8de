/**
 * The workspaces for devices that compute in host memory, written once over {@link
 * org.regista.compute.host.HostKernels}, of which plain Java and C++ are the two implementations.
 */
@NullMarked
package org.regista.compute.host;

import org.jspecify.annotations.NullMarked;
