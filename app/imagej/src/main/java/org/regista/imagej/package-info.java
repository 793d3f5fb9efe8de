/**
 * Regista within Fiji: {@link org.regista.imagej.RegisterCommand} registers two open images, {@link
 * org.regista.imagej.VolumeStack} shows a volume of ours as a stack of ImageJ's without a copy of
 * it.
 */
@NullMarked
package org.regista.imagej;

import org.jspecify.annotations.NullMarked;
