/**
 * Where studies come from and stay: the library of this computer ({@link
 * org.regista.study.library}), and the archives that are reached over the network ({@link
 * org.regista.study.network}).
 */
@NullMarked
package org.regista.study;

import org.jspecify.annotations.NullMarked;
