/**
 * Files in and out. This is the border at which RAS, row-major files, degrees and centimetres
 * become LPS mm: nothing behind it knows them. Start at {@link org.regista.io.VolumeFiles}.
 */
@NullMarked
package org.regista.io;

import org.jspecify.annotations.NullMarked;
