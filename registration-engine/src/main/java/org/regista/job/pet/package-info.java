/** PET in SUV, with what it rests on: {@link org.regista.job.pet.PetImage}. */
@NullMarked
package org.regista.job.pet;

import org.jspecify.annotations.NullMarked;
