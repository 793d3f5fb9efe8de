/**
 * The two lower floors of DICOM's network: associations (PS3.8) and messages (PS3.7). Data sets
 * pass through as streams and are not parsed. Every wait ends: a peer that is silent, slow or
 * hostile costs no more than the time, the memory and the connection that it was given.
 */
@NullMarked
package org.regista.study.network.association;

import org.jspecify.annotations.NullMarked;
