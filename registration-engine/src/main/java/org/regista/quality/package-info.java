/**
 * How good a registration is, seen from outside: {@link org.regista.quality.QualityEvaluator} looks
 * at the images and the transforms only, {@link org.regista.quality.LandmarkErrors} and {@link
 * org.regista.quality.LabelOverlap} at what people marked. Nothing here knows the optimiser.
 */
@NullMarked
package org.regista.quality;

import org.jspecify.annotations.NullMarked;
