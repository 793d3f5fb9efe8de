/**
 * The program: {@link org.regista.app.Main} finds what is installed and starts the command line or
 * the workstation.
 */
@NullMarked
package org.regista.app;

import org.jspecify.annotations.NullMarked;
