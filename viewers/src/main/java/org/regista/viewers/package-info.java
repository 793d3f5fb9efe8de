/**
 * Pictures of registered volumes. {@link org.regista.viewers.state.ViewState} says what to show, as
 * an immutable value; {@link org.regista.viewers.slice.SliceRenderer} is a function from it to
 * pixels. No toolkit, no display: the workstation, the report and the tests call the same code.
 */
@NullMarked
package org.regista.viewers;

import org.jspecify.annotations.NullMarked;
