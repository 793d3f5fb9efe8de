package org.regista.app.studies;

import java.nio.file.Path;
import org.regista.viewers.slice.RegistrationBadge;

/**
 * What a registration has left.
 *
 * @param folder the result folder
 * @param fixed key of the fixed image, as in {@link StudyItem}
 * @param moving key of the moving image
 * @param finished when, ISO 8601 in UTC
 * @param verdict ACCEPT, REVIEW or REJECT
 */
public record PairResult(
    Path folder,
    String fixed,
    String moving,
    String finished,
    String verdict,
    RegistrationBadge badge) {}
