/**
 * The text files of elastix: {@link org.regista.io.elastix.ParameterFile} is one, {@link
 * org.regista.io.elastix.ParameterKeys} says what is wrong with it, and {@link
 * org.regista.io.elastix.TransformParameterFiles} turns those that hold a transform into maps and
 * back.
 */
@NullMarked
package org.regista.io.elastix;

import org.jspecify.annotations.NullMarked;
