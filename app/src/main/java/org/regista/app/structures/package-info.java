/**
 * What a person does with the structures of a pair of images, without a window: {@link
 * org.regista.app.structures.StructureFiles} finds and reads them, {@link
 * org.regista.app.structures.Carrying} brings them onto the fixed image and saves them, {@link
 * org.regista.app.structures.JudgedStructures} hands those of both images to the judgement.
 */
@NullMarked
package org.regista.app.structures;

import org.jspecify.annotations.NullMarked;
