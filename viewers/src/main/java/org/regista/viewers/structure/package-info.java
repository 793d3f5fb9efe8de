/**
 * Structures and dose as they are drawn: solids that any plane may cut, each with its side of the
 * registration, and doses with their levels. {@link org.regista.viewers.structure.Overlays} is what
 * one picture shows of them.
 */
@NullMarked
package org.regista.viewers.structure;

import org.jspecify.annotations.NullMarked;
