/**
 * The study library of this computer: a folder with an SQLite database and the files. {@link
 * org.regista.study.library.StudyLibrary} opens it, searches it, and adds files, each object once.
 *
 * <p>The folder is the truth: every file is on the disk under its final name before the database
 * speaks of it, so that a process that is killed at any moment leaves a library that is right.
 * Several processes may work on one library at once.
 */
@NullMarked
package org.regista.study.library;

import org.jspecify.annotations.NullMarked;
