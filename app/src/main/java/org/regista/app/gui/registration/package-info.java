/**
 * Registering from the window: {@link org.regista.app.gui.registration.RegistrationViewModel} runs
 * the worker, {@link org.regista.app.gui.registration.PlacementViewModel} places the moving image
 * by hand, {@link org.regista.app.gui.registration.AttemptsViewModel} shows what came of it.
 */
@NullMarked
package org.regista.app.gui.registration;

import org.jspecify.annotations.NullMarked;
