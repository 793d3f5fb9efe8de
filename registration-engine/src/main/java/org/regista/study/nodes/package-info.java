/**
 * The archives that a user has named, in a file that a person may edit, and their passwords, which
 * are never in plain text anywhere: in the keyring of the desktop if there is one, else in an
 * encrypted file.
 */
@NullMarked
package org.regista.study.nodes;

import org.jspecify.annotations.NullMarked;
