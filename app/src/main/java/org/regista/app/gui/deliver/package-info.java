/**
 * What leaves the window: {@link org.regista.app.gui.deliver.DeliverViewModel} saves results, DICOM
 * objects and pictures.
 */
@NullMarked
package org.regista.app.gui.deliver;

import org.jspecify.annotations.NullMarked;
