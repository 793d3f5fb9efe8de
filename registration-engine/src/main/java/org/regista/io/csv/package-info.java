/** Tables of comma-separated values: {@link org.regista.io.csv.CsvTable}. */
@NullMarked
package org.regista.io.csv;

import org.jspecify.annotations.NullMarked;
