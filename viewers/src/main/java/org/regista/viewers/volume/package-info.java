/**
 * Volumes seen in depth, by rays that run parallel into the patient. Start at {@link
 * org.regista.viewers.volume.VolumeScene}, which is prepared once for a pair of images; a {@link
 * org.regista.viewers.volume.VolumeRenderer} draws it on a graphics device or in plain Java, by the
 * same arithmetic. All places in LPS mm of the fixed space.
 */
@NullMarked
package org.regista.viewers.volume;

import org.jspecify.annotations.NullMarked;
