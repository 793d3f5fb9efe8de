/**
 * What a person does with one pair of images, as a value: {@link org.regista.app.work.Work} is kept
 * on disk by {@link org.regista.app.work.WorkFolder}, so that a crash costs seconds. Needs no
 * display.
 */
@NullMarked
package org.regista.app.work;

import org.jspecify.annotations.NullMarked;
