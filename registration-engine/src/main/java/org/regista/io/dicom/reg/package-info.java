/**
 * Registrations as DICOM objects, in the two directions that the standard fixes: the matrix of a
 * Spatial Registration maps source to registered coordinates (PS3.3 C.20.2), a Deformable Spatial
 * Registration is applied to registered coordinates and ends in the source (C.20.3.1.1; PS3.17 O.1
 * says that the sense differs). Registered is our fixed side, source our moving side; so the matrix
 * is the inverse of our pull-back, the grid and its post-matrix are the pull-back itself.
 */
@NullMarked
package org.regista.io.dicom.reg;

import org.jspecify.annotations.NullMarked;
