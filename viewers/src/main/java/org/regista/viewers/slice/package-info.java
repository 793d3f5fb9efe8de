/**
 * Slices as pixels: {@link org.regista.viewers.slice.SliceRenderer} for one plane of a {@link
 * org.regista.viewers.slice.Scene}, {@link org.regista.viewers.slice.FusedPicture} for all three
 * before and after registration. Pure functions on plain arrays; no toolkit.
 */
@NullMarked
package org.regista.viewers.slice;

import org.jspecify.annotations.NullMarked;
