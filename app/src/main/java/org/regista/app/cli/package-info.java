/**
 * The command line: {@link org.regista.app.cli.CommandLineProgram} runs one command, each of which
 * is a class of its own. Results go to standard output, everything else to standard error.
 */
@NullMarked
package org.regista.app.cli;

import org.jspecify.annotations.NullMarked;
