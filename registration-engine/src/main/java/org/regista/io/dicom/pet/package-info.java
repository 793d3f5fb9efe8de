/**
 * From the numbers of a PET to standardised uptake values. {@link
 * org.regista.io.dicom.pet.SuvCalculator} takes the headers of all slices and gives a {@link
 * org.regista.io.dicom.pet.SuvLedger}: the factor, and every tag and rule that it rests on; or it
 * refuses and says which value is missing or contradicts another. Nothing is guessed.
 *
 * <p>Rules: DICOM PS3.3 C.8.9.1 and C.8.9.4, the QIBA pseudo-code for SUV of 2012 ("happy path
 * only" and its vendor cases), lean body mass after Janmahasatian et al. 2005
 * (doi:10.2165/00003088-200544100-00004), body surface after Du Bois and Du Bois 1916.
 */
@NullMarked
package org.regista.io.dicom.pet;

import org.jspecify.annotations.NullMarked;
