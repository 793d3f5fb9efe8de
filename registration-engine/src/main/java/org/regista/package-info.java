/**
 * START HERE. Regista registers and fuses medical images; this is the engine, headless and
 * complete.
 *
 * <ol>
 *   <li>A file becomes a {@link org.regista.image.Volume} on a {@link
 *       org.regista.geometry.GridGeometry}.
 *   <li>Two volumes and a {@link org.regista.register.plan.RegistrationPlan} make a {@link
 *       org.regista.register.RegistrationRequest}.
 *   <li>A {@link org.regista.register.Registrar} turns it into a {@link
 *       org.regista.register.RegistrationResult}: a pull-back {@link
 *       org.regista.transform.Transform} from fixed to moving, in LPS mm, and its inverse.
 *   <li>The solvers speak to a device through {@link org.regista.compute.ComputeBackend}; its plain
 *       Java form, {@code org.regista.compute.reference}, is the oracle of the others.
 * </ol>
 */
@NullMarked
package org.regista;

import org.jspecify.annotations.NullMarked;
